// The three pages of the front end, each a whole HTML document.

import { body, picture, richText } from "./blocks.js";
import type { AwardCard, Challenge, Locale, NewsCard } from "./client.js";
import { html, Html } from "./html.js";
import { day, type Words, wordsIn } from "./words.js";

const LOOKS = new Html(`
  body { max-width: 44rem; margin: 0 auto; padding: 1rem; font: 1.125rem/1.55 system-ui, sans-serif; color: #1c2430; background: #fff; }
  nav { display: flex; gap: 1.5rem; padding-bottom: .75rem; border-bottom: 1px solid #c9d0da; }
  a { color: #0b4f8a; } nav [aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
  h1, h2, h3 { line-height: 1.2; } ol { list-style: none; padding: 0; } ol li { padding: .25rem 0 1rem; border-bottom: 1px solid #e3e7ed; }
  ol h2 { margin-bottom: .25rem; } time, .about { color: #566173; } img { max-width: 100%; height: auto; }
  figure { margin: 1.5rem 0; } table { border-collapse: collapse; } th, td { padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; }
`);

export type Name = "results" | "challenge" | "news";

export function resultsPage(awards: AwardCard[], locale: Locale, names: Name[]): string {
  const words = wordsIn(locale);
  const items = awards.map(
    (award) => html`<li>
<h2><a href="${award.url}">${award.winner}</a></h2>
<p class="about">${award.challenge ? `${award.challenge.title} · ` : ""}${award.municipality.name} · ${time(award.announced_on, words)}</p>
<p>${award.solution || award.lead}</p>
</li>
`,
  );
  return page("results", words.results, list(items, words), locale, names);
}

export function newsPage(news: NewsCard[], locale: Locale, names: Name[]): string {
  const words = wordsIn(locale);
  const items = news.map(
    (item) => html`<li>
<h2><a href="${item.url}">${item.title}</a></h2>
<p class="about">${time(item.date, words)}</p>
<p>${item.lead}</p>
</li>
`,
  );
  return page("news", words.news, list(items, words), locale, names);
}

export function challengePage(challenge: Challenge, locale: Locale, names: Name[]): string {
  const words = wordsIn(locale);
  const site = new URL(challenge.url).origin;
  const municipalities = [challenge.municipality, ...challenge.other_municipalities].map(({ name }) => name);
  const questions = challenge.questions.map(
    ({ question, answer }) => html`<h3>${question}</h3>\n${richText(answer, site)}\n`,
  );
  const content = html`<p class="about">${municipalities.join(", ")} · ${challenge.status.text}</p>
<p><strong>${challenge.question}</strong></p>
<p>${challenge.lead}</p>
${challenge.closing_note ? html`<p>${challenge.closing_note}</p>` : ""}
${challenge.photo ? picture(challenge.photo) : ""}
${body(challenge.body, site)}
${challenge.criteria ? html`<h2>${words.criteria}</h2>\n<ul>${lines(challenge.criteria)}</ul>` : ""}
${questions.length ? html`<h2>${words.questions}</h2>\n${questions}` : ""}
<p><a href="${challenge.url}">${challenge.url}</a></p>
`;
  return page("challenge", challenge.title, content, locale, names);
}

/** Write criteria, of which each has a line of its own. */
function lines(text: string): Html[] {
  return text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => html`<li>${line}</li>`);
}

function list(items: Html[], words: Words): Html {
  return items.length ? html`<ol>\n${items}</ol>\n` : html`<p>${words.nothing}</p>\n`;
}

function time(date: string, words: Words): Html {
  return html`<time datetime="${date}">${day(date, words)}</time>`;
}

function page(here: Name, title: string, content: Html, locale: Locale, names: Name[]): string {
  const words = wordsIn(locale);
  const links = names.map((name) =>
    name === here
      ? html`<a href="${name}.html" aria-current="page">${words[name]}</a>\n`
      : html`<a href="${name}.html">${words[name]}</a>\n`,
  );
  return html`<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${LOOKS}</style>
</head>
<body>
<nav>
${links}</nav>
<main>
<h1>${title}</h1>
${content}</main>
</body>
</html>
`.text;
}
