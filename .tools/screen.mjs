// Turns a captured terminal screen (text with SGR colours, as tmux capture-pane -e prints it) into an SVG picture.
const BASE = ['#1e1e2e', '#f38ba8', '#a6e3a1', '#f9e2af', '#89b4fa', '#cba6f7', '#94e2d5', '#cdd6f4'];
const BRIGHT = ['#6c7086', '#f38ba8', '#a6e3a1', '#f9e2af', '#89b4fa', '#cba6f7', '#94e2d5', '#ffffff'];
const PAPER = '#1e1e2e';
const INK = '#cdd6f4';
const WIDTH = 8.4;
const HEIGHT = 18;

function palette(n) {
  if (n < 8) return BASE[n];
  if (n < 16) return BRIGHT[n - 8];
  if (n >= 232)
    return `rgb(${Array(3)
      .fill((n - 232) * 10 + 8)
      .join(',')})`;
  const level = (value) => (value === 0 ? 0 : value * 40 + 55);
  const cube = n - 16;
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
}

function applySgr(style, codes) {
  const next = { ...style };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0)
      Object.assign(next, {
        fg: undefined,
        bg: undefined,
        bold: false,
        dim: false,
        inverse: false,
        italic: false,
      });
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 3) next.italic = true;
    else if (code === 7) next.inverse = true;
    else if (code === 22) Object.assign(next, { bold: false, dim: false });
    else if (code === 23) next.italic = false;
    else if (code === 27) next.inverse = false;
    else if (code === 39) next.fg = undefined;
    else if (code === 49) next.bg = undefined;
    else if (code >= 30 && code <= 37) next.fg = palette(code - 30);
    else if (code >= 40 && code <= 47) next.bg = palette(code - 40);
    else if (code >= 90 && code <= 97) next.fg = palette(code - 82);
    else if (code >= 100 && code <= 107) next.bg = palette(code - 92);
    else if (code === 38 || code === 48) {
      const colour =
        codes[i + 1] === 5 ? palette(codes[i + 2]) : `rgb(${codes.slice(i + 2, i + 5).join(',')})`;
      i += codes[i + 1] === 5 ? 2 : 4;
      if (code === 38) next.fg = colour;
      else next.bg = colour;
    }
  }
  return next;
}

const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const wide = (char) =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
    char,
  );

/** @param {string} captured @param {string} title @param {number} columns of the terminal it was taken from */
export function toSvg(captured, title, columns) {
  const lines = captured.replace(/\n+$/, '').split('\n');
  const width = columns * WIDTH + 32;
  const height = lines.length * HEIGHT + 60;
  const body = [];
  let style = {};
  lines.forEach((line, row) => {
    let column = 0;
    for (const [, sgr, text] of line.matchAll(/\u001b\[([0-9;]*)m|([^\u001b]+)/g)) {
      if (text === undefined) {
        style = applySgr(style, (sgr || '0').split(';').map(Number));
        continue;
      }
      const cells = [...text].reduce((sum, char) => sum + (wide(char) ? 2 : 1), 0);
      const x = 16 + column * WIDTH;
      const y = 40 + row * HEIGHT;
      let [ink, paper] = [style.fg ?? INK, style.bg];
      if (style.inverse) [ink, paper] = [paper ?? PAPER, ink];
      if (paper)
        body.push(`<rect x="${x}" y="${y}" width="${cells * WIDTH}" height="${HEIGHT}" fill="${paper}"/>`);
      const shown = text.trim();
      if (shown !== '') {
        // Blanks at the ends are left out and counted: not every viewer keeps them.
        const before = text.length - text.trimStart().length;
        const after = text.length - text.trimEnd().length;
        const length = (cells - before - after) * WIDTH;
        const attributes = `${style.bold ? ' font-weight="bold"' : ''}${style.dim ? ' opacity="0.6"' : ''}${style.italic ? ' font-style="italic"' : ''}`;
        body.push(
          `<text x="${(x + before * WIDTH).toFixed(1)}" y="${y + 13}" fill="${ink}"${attributes} textLength="${length.toFixed(1)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escapeXml(shown)}</text>`,
        );
      }
      column += cells;
    }
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}" viewBox="0 0 ${Math.ceil(width)} ${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
<circle cx="20" cy="18" r="6" fill="#f38ba8"/><circle cx="40" cy="18" r="6" fill="#f9e2af"/><circle cx="60" cy="18" r="6" fill="#a6e3a1"/>
<text x="${width / 2}" y="23" fill="#9399b2" text-anchor="middle">${escapeXml(title)}</text>
${body.join('\n')}
</svg>
`;
}
