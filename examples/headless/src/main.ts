// Reads results, one challenge and the news, and writes them as static HTML into OUT/LOCALE/.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { type Challenge, Klash, type Locale } from "./client.js";
import { challengePage, type Name, newsPage, resultsPage } from "./pages.js";
import { NotPublic, TooManyRequests, WrongParameter } from "./problems.js";
import { LOCALES } from "./words.js";

/** What the command says to whoever started it. A wrong use and a wrong parameter are the same to them. */
const EXIT = { failed: 1, wrongUse: 2, notPublic: 3, askLater: 75 };

async function render(klash: Klash, out: string, wanted: string | undefined): Promise<number> {
  // Everything is read and written in memory first: a problem halfway leaves the files of last time alone.
  const awards = await klash.awards();
  const news = await klash.news();
  const key = wanted ?? awards.find((award) => award.challenge)?.challenge?.key;
  const challenge = key === undefined ? undefined : await publicChallenge(klash, key);

  const { locale } = klash;
  const names: Name[] = challenge ? ["results", "challenge", "news"] : ["results", "news"];
  const files = new Map<Name, string>([
    ["results", resultsPage(awards, locale, names)],
    ["news", newsPage(news, locale, names)],
  ]);
  if (challenge) files.set("challenge", challengePage(challenge, locale, names));

  const folder = join(out, locale);
  await mkdir(folder, { recursive: true });
  if (!challenge) await rm(join(folder, "challenge.html"), { force: true });
  for (const [name, text] of files) await writeFile(join(folder, `${name}.html`), text);
  return wanted !== undefined && !challenge ? EXIT.notPublic : 0;
}

async function publicChallenge(klash: Klash, key: string): Promise<Challenge | undefined> {
  try {
    return await klash.challenge(key);
  } catch (problem) {
    if (!(problem instanceof NotPublic)) throw problem;
    console.error(`The challenge ${key} is not public in ${klash.locale}, so it has no page. ${problem.message}`);
    return undefined;
  }
}

function isLocale(text: string): text is Locale {
  return (LOCALES as string[]).includes(text);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      site: { type: "string", default: "http://127.0.0.1:8000" },
      locale: { type: "string", default: "sv" },
      challenge: { type: "string" },
      out: { type: "string", default: "out" },
      patience: { type: "string", default: "60" },
    },
  });
  const { site = "", locale = "", out = "" } = values;
  const patience = Number(values.patience);
  if (!isLocale(locale) || !URL.canParse(site) || !(patience >= 0)) {
    console.error(`--site is an address, --locale one of ${LOCALES.join(", ")}, --patience a number of seconds.`);
    return EXIT.wrongUse;
  }
  return render(new Klash(site, locale, patience), out, values.challenge);
}

function exitCode(error: unknown): number {
  if (error instanceof TooManyRequests) {
    console.error(`${error.message} Ask again in ${error.seconds} seconds.`);
    return EXIT.askLater;
  }
  if (error instanceof WrongParameter) {
    console.error(`Asked wrongly: ${error.parameters.join(", ")}. ${error.message}`);
    return EXIT.wrongUse;
  }
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
    console.error(error.message);
    return EXIT.wrongUse;
  }
  console.error(error instanceof Error ? `${error.message} ${String(error.cause ?? "")}`.trim() : String(error));
  return EXIT.failed;
}

process.exitCode = await main().catch(exitCode);
