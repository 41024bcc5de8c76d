/** Phone numbers, as people write them and as the channels want them. */

import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

/** Longer than any number with its punctuation; what is longer is not one. */
const rawCharsMax = 40;

/**
 * The number in E.164 (`+79161234567`), or null if it is not one. Without a country code it is read as
 * dialled inside `defaultCountry` (ISO 3166; `RU`: 8 916 …). A code without its `+`, as WhatsApp writes
 * it, is understood.
 */
export function toE164(raw: string, defaultCountry = 'RU'): string | null {
  if (raw.length > rawCharsMax || !isSupportedCountry(defaultCountry)) return null;
  const text = raw.trim().replace(/^00/, '+');
  return read(text, defaultCountry) ?? (lacksPlus(text) ? read(`+${text}`, defaultCountry) : null);
}

/** Shorter ones are more likely a national number with a digit lost, and would reach a stranger. */
function lacksPlus(text: string): boolean {
  return /^[1-9]/.test(text) && text.replace(/\D/g, '').length >= 11;
}

function read(text: string, country: CountryCode): string | null {
  const number = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  if (!number?.isValid() || number.ext !== undefined) return null;
  // The small metadata passes `8916123456`, a mobile number with a digit lost: no +7 code begins 89.
  return number.number.startsWith('+789') ? null : number.number;
}
