// Runs in the page: the least contrast of any text against the background behind it.
(() => {
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, a = 1], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const luminance = (colour) => {
    const [r, g, b] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    // In the picture, a text stands on the shape before it.
    if (element instanceof SVGTextElement) {
      const shape = element.parentElement?.querySelector(":scope > rect");
      if (shape) layers.push(channels(getComputedStyle(shape).fill));
    }
    for (let at = element; at; at = at.parentElement) layers.push(channels(getComputedStyle(at).backgroundColor));
    return layers
      .reverse()
      .reduce((below, layer) => (layer.length === 0 ? below : over(layer, below)), [255, 255, 255]);
  };
  let least = { ratio: Infinity, text: "", seen: 0 };
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element || element.closest("title") || element.getClientRects().length === 0)
      continue;
    seen++;
    const style = getComputedStyle(element);
    const back = behind(element);
    const front = over(channels(element instanceof SVGElement ? style.fill : style.color), back);
    const [light, dark] = [luminance(front), luminance(back)].sort((one, other) => other - one);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < least.ratio) least = { ratio, text: node.textContent.trim().slice(0, 60) };
  }
  return { ...least, seen };
})();
