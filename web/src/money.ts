// Money as people write it, and as the contract has it: whole minor units.
import type { Money } from "./api";

/** Making one takes milliseconds, and a page has a hundred amounts. */
const formats = new Map<string, Intl.NumberFormat>();

export function format(tag: string, currency: string): Intl.NumberFormat {
  const key = `${tag} ${currency}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(tag, { style: "currency", currency });
  formats.set(key, known);
  return known;
}

/** How many decimals a currency has. */
export function decimals(currency: string): number {
  return format("en", currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * The minor units of an amount such as `1.250,00`, `1250`, `1,250.00` or `€ 99,-`; undefined when it is none. A point or comma before
 * exactly three digits parts thousands, before one or two it begins the cents.
 */
export function parseAmount(text: string, currency: string): string | undefined {
  const places = decimals(currency);
  const bare = text.replace(/[€$£]|[A-Za-z]{3}\b/g, "").replace(/[\s\u00a0\u202f]/g, "").replace(/[.,][-–—]{1,2}$/, "");
  const match = /^(\d{1,3}(?:[.,']\d{3})+|\d+)(?:[.,](\d+))?$/.exec(bare);
  if (!match) return undefined;
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > places) return undefined;
  const separators = new Set(whole.replace(/\d/g, ""));
  const last = fraction && bare[whole.length];
  if (separators.size > 1 || (last && separators.has(last))) return undefined;
  const digits = whole.replace(/\D/g, "") + fraction.padEnd(places, "0");
  return digits.replace(/^0+(?=\d)/, "");
}

/** An amount as people write it. */
export function formatMoney(money: Money | undefined, lang: string): string {
  if (!money) return "";
  return format(lang === "nl" ? "nl-NL" : "en-GB", money.currencyCode)
    .format(Number(money.minorUnits ?? "0") / 10 ** decimals(money.currencyCode));
}

/** Minor units as they are typed: `1250,00`. */
export function typedAmount(minorUnits: string, currency: string): string {
  const places = decimals(currency);
  const digits = minorUnits.padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)},${digits.slice(-places)}`;
}

export const isZero = (money: Money | undefined): boolean => !money || Number(money.minorUnits ?? "0") === 0;
