import { literal, UNSEEN } from '../message/literal.ts'
import type { Principal } from '../policy/person.ts'

const longestName = 60
const longestAccount = 254
const longestReason = 10_000

// The characters that separate the parts of an attribution, and what reads like one of them.
const semicolons = /[;\u037E\u061B\u204F\u2E35\uFE14\uFE54\uFF1B]/g
const opening = /[<\u2039\u2329\u27E8\u3008\uFE64\uFF1C]/g
const closing = /[>\u203A\u232A\u27E9\u3009\uFE65\uFF1E]/g
// A name with any of these would read as another part or another person.
const posing = /[;<>@]|\b(?:asked|confirmed|approved) by\b|\bcoxswain\b/i
const signed = /\bcoxswain(?= [0-9A-Z]{26}\b)/gi

/**
 * A person as sent to a system: `Ana <ana@acme.net>`, on one line, with no `;` `,` `<` or `>` of their own. The part
 * in the brackets is verified; a display name that could pass for more than a name is left out.
 */
export const signature = ({ name, email, id }: Pick<Principal, 'name' | 'email' | 'id'>): string => {
  const account = (email ?? id).replaceAll(/[\s\p{C};,<>]/gu, '_').slice(0, longestAccount)
  const plain = name.slice(0, longestReason).normalize('NFKC').replace(UNSEEN, ' ')
  const shown = literal(plain.replaceAll(/[\s,"“”„‟«»]+/g, ' ').trim(), longestName)
  return `${shown === '' || posing.test(shown) ? account : shown} <${account}>`
}

/** A reason as sent to a system: one line with no `;` `<` or `>`, which names no proposal the way the bot does. */
export const reasonLine = (reason: string): string =>
  literal(reason.slice(0, longestReason).trim().replaceAll(/\s+/g, ' '), longestReason)
    .replaceAll(semicolons, ',')
    .replaceAll(opening, '(')
    .replaceAll(closing, ')')
    .replaceAll(signed, 'proposal')
