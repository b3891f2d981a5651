// Running text as HTML, one way of writing for each type of block that the API can send.

import type { components } from "./api.js";
import type { Challenge } from "./client.js";
import { html, Html } from "./html.js";

type Schemas = components["schemas"];
type Block = Challenge["body"][number];

/** Write a body. Links within the site are paths, so they need the address of the site here. */
export function body(blocks: Block[], site: string): Html {
  return html`${blocks.map((block) => written(block, site))}`;
}

/** Write rich text, which the API has made safe. */
export function richText({ text }: Schemas["RichText"], site: string): Html {
  return new Html(text.replaceAll('href="/', `href="${site}/`));
}

export function picture({ url, srcset, alt, width, height }: Schemas["Image"]): Html {
  return html`<img src="${url}" srcset="${srcset}" sizes="(min-width: 46rem) 44rem, 94vw" alt="${alt}" width="${width}" height="${height}">`;
}

function written(block: Block, site: string): Html {
  switch (block.type) {
    case "heading":
      return block.level === 2 ? html`<h2>${block.text}</h2>\n` : html`<h3>${block.text}</h3>\n`;
    case "text":
      return html`${richText(block.text, site)}\n`;
    case "quote":
      return html`<blockquote><p>${block.text}</p><footer>${[block.name, block.title].filter(Boolean).join(", ")}</footer></blockquote>\n`;
    case "figure":
      return html`<figure>${picture(block.image)}<figcaption>${[block.caption, block.credit].filter(Boolean).join(" · ")}</figcaption></figure>\n`;
    case "facts":
      return html`<dl>${block.facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>\n`;
    case "document":
      return html`<p><a href="${block.document.url}" hreflang="${block.document.language}">${block.document.title}</a> (${block.document.extension})</p>\n`;
    case "button":
      return html`<p><a href="${block.page ? site + block.page.path : (block.url ?? "")}">${block.text}</a></p>\n`;
    case "table":
      return table(block);
    default:
      return unknown(block);
  }
}

function table({ caption, head, rows }: Schemas["TableBlock"]): Html {
  const columns = html`<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>`;
  const lines = rows.map(
    ([name = "", ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  );
  return html`<table><caption>${caption}</caption>${columns}<tbody>${lines}</tbody></table>\n`;
}

// The compiler refuses this call as soon as the API has a type of block that is not written above.
function unknown(block: never): Html {
  console.error(`Left out: a block of an unknown type: ${JSON.stringify(block)}`);
  return html``;
}
