// Presses Tab as often as it is told, in the way that a keyboard does: the browser is asked for all of it at once.
async ([target, times]) => {
  const answers = new Map();
  const ask = (method, params, sessionId) => new Promise((resolve, reject) => {
    const id = answers.size + 1;
    answers.set(id, {resolve, reject});
    browser.send(JSON.stringify({id, method, params, sessionId}));
  });
  browser.onmessage = text => {
    const {id, result, error} = JSON.parse(text);
    if (error) answers.get(id).reject(new Error(error.message));
    else answers.get(id)?.resolve(result);
  };
  const {sessionId} = await ask('Target.attachToTarget', {targetId: target, flatten: true});
  const tab = {key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9};
  const strokes = Array(times).fill(['rawKeyDown', 'keyUp']).flat();
  await Promise.all(strokes.map(type => ask('Input.dispatchKeyEvent', {type, ...tab}, sessionId)));
  await ask('Target.detachFromTarget', {sessionId});
}
