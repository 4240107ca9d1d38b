import { escapeHtml } from "./escape-html";
import type { KeyPicture, KeyUse, Picture, Station, Way } from "./picture";

// All panels are drawn 340 units wide, so that their text is as large on a phone as beside others on a desk.
const width = 340;
const most = 12;
const row = 40;
const box = 34;

const wording: Readonly<Record<KeyUse, string>> = {
  decrypt: "decrypts",
  grant: "hands it on",
  encrypt: "encrypts only",
  administer: "administers",
};

/** The panels of a stack's picture: one for each key, one for each way out. Empty where there is neither. */
export function pictureSvg({ keys, ways }: Picture, stack: string): string {
  const panels = [
    ...ways.slice(0, most).map((way) => wayPanel(way, stack)),
    ...keys.slice(0, most).map((key) => keyPanel(key, stack)),
  ];
  if (panels.length === 0) return "";
  const more = Math.max(0, ways.length - most) + Math.max(0, keys.length - most);
  return `<div class="picture">${panels.join("")}</div>
<p class="legend">Lines to a key: full, may decrypt; dashed, may encrypt or hand it on; dotted, administers it. Drawn from what the policies allow; conditions and denials may allow less.${
    more === 0 ? "" : ` ${more} more are not drawn.`
  }</p>`;
}

function wayPanel({ host, kind, stations, fixed }: Way, stack: string): string {
  const last = stations.length - 1;
  const height = (stations.length + 1) * row + 18 + 44;
  const centre = width / 2;
  const parts: string[] = [];
  // The wall of the compartment is around everything but the address and the world.
  const inside = last + 1;
  parts.push(`<rect class="wall" x="10" y="8" width="320" height="${inside * row + 14}" rx="14"/>`);
  parts.push(labelled(40, 16, 260, { title: within(stack, host), detail: kind }, "host"));
  stations.forEach((station, index) => {
    const y = 16 + (index + 1) * row + (index === last ? 14 : 0);
    const gap = index === last ? row + 14 - box : row - box;
    parts.push(`<path class="sea" d="M${centre} ${y - gap}V${y}"/>`);
    parts.push(
      labelled(
        40,
        y,
        260,
        { ...station, title: station.title.replace(`${stack}-`, "") },
        index === last ? (fixed ? "safe" : "alarm") : "box",
      ),
    );
  });
  const bottom = 16 + (last + 1) * row + 14 + box;
  parts.push(
    `<path class="sea" d="M${centre} ${bottom}v14"/><path class="tip" d="M${centre - 6} ${bottom + 12}h12l-6 9z"/>`,
  );
  parts.push(`<text x="${centre}" y="${bottom + 36}" text-anchor="middle">the exchange, the internet</text>`);
  const caption = `How ${escapeHtml(within(stack, host))} reaches the world<span>${fixed ? "by one fixed address" : "not by a fixed address of its own"}</span>`;
  return panel(
    caption,
    Math.max(height, bottom + 46),
    parts,
    `The way out of ${host}: ${stations.map(({ title, detail }) => `${title} ${detail}`).join(", then ")}.`,
  );
}

function keyPanel({ name, users, encrypts }: KeyPicture, stack: string): string {
  const shownUsers = users.slice(0, most);
  const shownThings = encrypts.slice(0, most);
  const rows = Math.max(shownUsers.length, shownThings.length, 1);
  const height = rows * row + 20;
  const middle = 10 + (rows * row - (row - box)) / 2;
  const left = (index: number, count: number): number => 10 + index * row + ((rows - count) * row) / 2;
  const parts: string[] = [];
  shownUsers.forEach(({ may }, index) => {
    const y = left(index, shownUsers.length) + box / 2;
    parts.push(`<path class="wire ${may}" d="M176 ${y}C190 ${y} 180 ${middle} 194 ${middle}"/>`);
  });
  shownThings.forEach((_, index) => {
    const y = left(index, shownThings.length) + box / 2;
    parts.push(`<path class="sea" d="M222 ${middle}C238 ${middle} 230 ${y} 246 ${y}"/>`);
  });
  parts.push(`<circle class="key" cx="208" cy="${middle}" r="14"/>${keyGlyph(208, middle)}`);
  shownUsers.forEach(({ who, may, via, everybody }, index) => {
    const detail = `${wording[may]}${via === undefined ? "" : ` by ${via}`}`;
    parts.push(
      labelled(
        4,
        left(index, shownUsers.length),
        172,
        { title: within(stack, who), detail },
        everybody ? "alarm" : "box",
      ),
    );
  });
  shownThings.forEach((thing, index) => {
    parts.push(
      labelled(
        246,
        left(index, shownThings.length),
        91,
        { title: within(stack, thing.name), detail: thing.kind },
        "host",
      ),
    );
  });
  if (shownThings.length === 0) {
    parts.push(labelled(246, middle - box / 2, 91, { title: "nothing seen", detail: "in this stack" }, "none"));
  }
  const more = users.length - shownUsers.length + (encrypts.length - shownThings.length);
  const caption = `Who can use ${escapeHtml(within(stack, name))}<span>${encrypts.length} encrypted under it${more > 0 ? `, ${more} not drawn` : ""}</span>`;
  const told = users
    .map(({ who, may, via }) => `${who} ${wording[may]}${via === undefined ? "" : ` by ${via}`}`)
    .join("; ");
  return panel(
    caption,
    height,
    parts,
    `Key ${name}: ${told}. It encrypts ${encrypts.map((each) => `${each.name} (${each.kind})`).join(", ") || "nothing seen here"}.`,
  );
}

function panel(caption: string, height: number, parts: readonly string[], told: string): string {
  return `<figure class="panel"><figcaption>${caption}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(told)}">${parts.join("")}</svg></figure>`;
}

/** A box with two lines at most. The browser shortens what has no room in it, whatever the font is; the whole stands in the box's title. */
function labelled(x: number, y: number, wide: number, { title, detail }: Station, look: string): string {
  const whole = detail === "" ? title : `${title}: ${detail}`;
  const second = detail === "" ? "" : `<small>${shortening(detail, wide)}</small>`;
  return `<foreignObject x="${x}" y="${y}" width="${wide}" height="${box}"><div class="label ${look}" title="${escapeHtml(whole)}"><b>${shortening(title, wide)}</b>${second}</div></foreignObject>`;
}

/** A text in two parts, of which the first gives way: names that differ at their end keep both ends. */
function shortening(text: string, wide: number): string {
  const characters = Array.from(text.replace(/\s+/gu, " "));
  const tail = Math.min(Math.floor(characters.length / 2), Math.floor(wide / 16));
  const cut = characters.length - tail;
  return `<span>${escapeHtml(characters.slice(0, cut).join(""))}</span><span>${escapeHtml(characters.slice(cut).join(""))}</span>`;
}

/** Names inside a stack often begin with its own: in its picture that says nothing. */
function within(stack: string, name: string): string {
  return name.length > stack.length + 1 && name.startsWith(`${stack}-`) ? name.slice(stack.length + 1) : name;
}

function keyGlyph(x: number, y: number): string {
  return `<path class="sea" d="M${x - 9} ${y}a4 4 0 1 1 8 0a4 4 0 1 1 -8 0M${x - 1} ${y}h10v5M${x + 5} ${y}v4"/>`;
}
