// The front end's own words in its three languages; everything else comes from the API.

import type { Locale } from "./client.js";

const WORDS = {
  sv: {
    results: "Resultat",
    challenge: "Utmaning",
    news: "Nyheter",
    criteria: "Kriterier",
    questions: "Frågor och svar",
    nothing: "Inget har publicerats ännu.",
    dates: "sv-FI",
  },
  fi: {
    results: "Tulokset",
    challenge: "Haaste",
    news: "Uutiset",
    criteria: "Arviointiperusteet",
    questions: "Kysymyksiä ja vastauksia",
    nothing: "Mitään ei ole vielä julkaistu.",
    dates: "fi-FI",
  },
  en: {
    results: "Results",
    challenge: "Challenge",
    news: "News",
    criteria: "Criteria",
    questions: "Questions and answers",
    nothing: "Nothing has been published yet.",
    dates: "en-GB",
  },
} satisfies Record<Locale, Record<string, string>>;

export type Words = Record<keyof (typeof WORDS)["sv"], string>;

export const LOCALES = Object.keys(WORDS) as Locale[];

export function wordsIn(locale: Locale): Words {
  return WORDS[locale];
}

/** Write a day, sent as 2020-01-23, in words. */
export function day(date: string, { dates }: Words): string {
  return new Intl.DateTimeFormat(dates, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
}
