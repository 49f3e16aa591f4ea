/** Numbers that look random and come again with the same seed (mulberry32). */
export interface Random {
  /** From 0 to below `end`. */
  below(end: number): number
  pick<T>(some: readonly T[]): T
}

export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const below = (end: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }
  return { below, pick: (some) => some[below(some.length)] as (typeof some)[number] }
}

const bits = [
  ...[
    'a',
    ' ',
    '\n',
    '\t',
    '"',
    "'",
    '“',
    '”',
    '`',
    '```',
    '\\',
    '/',
    '//',
    '<',
    '>',
    '<@',
    '<@U0BOT>',
    '<@U0BOT|',
    '<!here>',
  ],
  ...[
    '<#C0|',
    '|',
    '&amp;',
    '&lt;',
    '&',
    ';',
    '; ',
    '.',
    '…',
    ',',
    ':',
    '::',
    '-',
    '--',
    '--on',
    '--reason=',
    '=',
    '+',
    '%2f',
    '%',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '*',
    '_',
    '~',
    '^',
    '$',
    '#',
    '0',
    '1e999',
    '12345678901234567890',
    '\\u0022',
    '\\ud800',
  ],
  ...['rudder', 'rule', 'disable', 'because', 'on', 'prod', 'help', '?', 'cox', 'coxswain', 'here', 'quietly', 'to'],
  ...[
    'asked by ',
    '; asked by ',
    '; confirmed by ',
    'Coxswain ',
    '; Coxswain X',
    'cause was: ',
    'Inconsistency: ',
    '(real path: ',
  ],
  ...[
    'ü',
    '語',
    '👩‍💻',
    '🏳️‍🌈',
    '\u0301',
    '\u200b',
    '\u202e',
    '\ud83d',
    '\0',
    '\u2028',
    '\ufeff',
    '⟨U+',
    'ﬁ',
    '-----BEGIN ',
  ],
]

/** A text that readers find hard: a few things many times, some things a few times, or one thing up to `most` characters. */
export const hardText = (random: Random, most: number): string => {
  const kind = random.below(10)
  const length = kind < 7 ? random.below(80) : random.below(most)
  const used = Array.from({ length: kind < 4 ? 12 : 1 + random.below(3) }, () => random.pick(bits))
  if (random.below(3) > 0)
    return used
      .join('')
      .repeat(Math.ceil(length / (used.join('').length || 1)))
      .slice(0, length)
  let text = ''
  while (text.length < length) text += random.pick(used)
  return random.pick(['', 'rudder rule ', '/rudder ', '<@U0BOT> ', 'Coxswain ']) + text
}
