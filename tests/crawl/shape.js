// What is wrong with the shape of a page at this size of screen: one line for each fault. Works on any page with a bar.
() => {
  const wrong = [], root = document.documentElement;
  const named = element => `${element.localName}#${element.id} "${element.textContent.trim().slice(0, 30)}"`;
  const seen = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !element.closest('.hidden, .skip:not(:focus)');
  scrollTo(0, 0);

  if (root.scrollWidth > root.clientWidth) wrong.push(`wide: ${root.scrollWidth} pixels on ${root.clientWidth}`);

  // Every line of text, where it stands; what is cut off or lies on something else cannot be read.
  const lines = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !seen(parent) || parent.closest('textarea, template, script, option')) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      if (box.right > root.clientWidth + 1 || box.left < -1) wrong.push(`outside: ${named(parent)}`);
      for (let around = parent; around !== document.body; around = around.parentElement) {
        const {overflowX, overflowY} = getComputedStyle(around), edge = around.getBoundingClientRect();
        const cut = (overflowX !== 'visible' && (box.right > edge.right + 1 || box.left < edge.left - 1))
          || (overflowY !== 'visible' && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1));
        if (cut) wrong.push(`cut off: ${named(parent)}`);
      }
      const margin = box.height / 5;  // letters fill the middle of their line
      lines.push({node, parent, left: box.left, right: box.right, top: box.top + margin, bottom: box.bottom - margin});
    }
  }
  lines.sort((one, other) => one.top - other.top);
  for (let n = 0; n < lines.length; n++) {
    const one = lines[n];
    for (let m = n + 1; m < lines.length && lines[m].top < one.bottom; m++) {
      const other = lines[m];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (one.node !== other.node && across > 2 && Math.min(one.bottom, other.bottom) - other.top > 2) {
        wrong.push(`overlap: ${named(one.parent)} and ${named(other.parent)}`);
      }
    }
  }

  const least = element => element.matches('.card, .choice input') ? 44 : 24;
  for (const element of document.querySelectorAll('a[href], button, summary, textarea, select, input:not([type=hidden])')) {
    if (!seen(element)) continue;
    const box = (element.matches('.choice input') ? element.nextElementSibling : element).getBoundingClientRect();
    if (Math.min(box.width, box.height) < least(element)) wrong.push(`small: ${named(element)} ${box.width} by ${box.height}`);
  }

  for (const depth of [0, root.scrollHeight / 2, root.scrollHeight]) {
    scrollTo(0, depth);
    const leave = document.querySelector('a.leave');
    const box = leave?.getBoundingClientRect(), top = leave && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!leave || !leave.contains(top)) wrong.push(`leave: out of reach ${depth} pixels down`);
  }
  scrollTo(0, 0);
  return [...new Set(wrong)];
}
