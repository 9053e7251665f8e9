// Gets ready for somebody who goes through the page with the Tab key: returns how many stops there are to come, and
// leaves two functions behind that return what was wrong on the way down, and what is on the way up.
() => {
  const mark = element => (element.matches('.choice input') ? element.nextElementSibling : element);
  const ring = element => {
    const style = getComputedStyle(mark(element));
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join(' ');
  };
  const named = element => `${element.localName}#${element.id} "${element.textContent.trim().slice(0, 30)}"`;
  document.documentElement.tabIndex = -1;  // the way begins at the very top, wherever the page has put the focus
  document.documentElement.focus();
  document.documentElement.removeAttribute('tabindex');
  scrollTo(0, 0);
  const all = [...document.querySelectorAll('a[href], button, summary, textarea, select, input:not([type=hidden]), [tabindex="0"]')]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled && element.tabIndex >= 0);
  const isStop = element => {
    if (element.type !== 'radio') return true;
    const group = all.filter(each => each.type === 'radio' && each.name === element.name && each.form === element.form);
    return element === (group.find(each => each.checked) ?? group[0]);
  };
  const stops = all.filter(isStop), unfocused = new Map(stops.map(stop => [stop, ring(stop)]));
  const wrong = [];
  let next = 0, last = null, isLost = false;
  const look = here => {
    if (here !== stops[next] && !isLost) {
      isLost = true;
      wrong.push(`order: ${named(here)} comes where ${named(stops[next])} was to come`);
    }
    next++;
    if (!unfocused.has(here)) return;
    const style = getComputedStyle(mark(here)), box = mark(here).getBoundingClientRect();
    const hasRing = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none';
    if (!hasRing || ring(here) === unfocused.get(here)) wrong.push(`focus: ${named(here)} does not show it`);
    if (bar?.contains(here) || here.matches('.skip')) return;
    if (box.top < under() && box.bottom > 0 && box.height < innerHeight / 2) wrong.push(`covered: ${named(here)} is behind the bar`);
    if (box.bottom <= under() || box.top >= innerHeight) wrong.push(`covered: ${named(here)} is out of sight`);
    if (last !== null && box.top + scrollY < last - 8) wrong.push(`order: ${named(here)} stands above what came before`);
    last = box.top + scrollY;
  };
  const bar = document.querySelector('.bar'), under = () => bar?.getBoundingClientRect().bottom ?? 0;
  const arrive = () => next < stops.length && look(document.activeElement);
  document.addEventListener('keyup', arrive);
  window.wrongGoingDown = () => {
    document.removeEventListener('keyup', arrive);
    const end = document.activeElement;
    if (end !== document.body && end !== stops[0]) wrong.push(`trap: Tab does not lead out of the page, but to ${named(end)}`);
    return wrong;
  };
  window.wrongGoingUp = () => {
    const wrong = [];
    for (const stop of stops.toReversed()) {
      stop.focus();
      const box = mark(stop).getBoundingClientRect();
      const covered = !bar?.contains(stop) && !stop.matches('.skip') && box.top < under() && box.height < innerHeight / 2;
      if (covered) wrong.push(`covered: ${named(stop)} is behind the bar, going up`);
    }
    document.activeElement.blur();  // so that nobody who looks next finds traces of this
    scrollTo(0, 0);
    return wrong;
  };
  return stops.length;
}
