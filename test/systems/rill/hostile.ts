import fc from 'fast-check'

const nasty = fc.constantFrom(
  ...[
    "'",
    '"',
    '`',
    '\\',
    ';',
    '--',
    '/*',
    '*/',
    '(',
    ')',
    '{{',
    '}}',
    '{{ .user.admin }}',
    '\n',
    '\r',
    '\0',
    '\t',
    '#',
  ],
  ...['..%2F', '%27', '..', '/', ' OR 1=1', "x' OR '1'='1", '1e6', '9'.repeat(20), 'null', 'NaN', '‘', '’', 'ʼ', '＇'],
  ...['é', '🚢', 'ａ', '\u202e', '\ufeff', 'a', 'B', '7', ' ', '.', '_', ':', '@', '+', '-', '%', '$1', '<no value>'],
)
/** Texts with all that means something in SQL, in a template, in a path or to a reader, and any others. */
export const hostile = fc.oneof(
  fc.array(nasty, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
)
