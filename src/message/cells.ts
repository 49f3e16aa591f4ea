import stringWidth from 'string-width'

const CLUSTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })
const ASCII = /^[\x20-\x7E]*$/

/** How many terminal cells a line of text takes. */
export function cells(text: string): number {
  return stringWidth(text)
}

/** The text filled with spaces to `width` cells; a longer one stays as it is. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fill = ' '.repeat(Math.max(0, width - cells(text)))
  return align === 'right' ? fill + text : text + fill
}

/** The text cut to at most `width` cells, ending with `…` if something is missing. */
export function cut(text: string, width: number): string {
  if (cells(text) <= width) return text
  let kept = ''
  let used = 1
  for (const { segment } of CLUSTERS.segment(text)) {
    used += cells(segment)
    if (used > width) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** Lines of at most `width` cells, broken at spaces and beside wide characters; a longer word keeps a line of its own, whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const piece of pieces(text)) {
    const room = cells(piece)
    if (line !== '' && used + room > width) {
      lines.push(line)
      line = piece.trimStart()
      used = cells(line)
    } else {
      line += piece
      used += room
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** The wrapped text with `mark` before its first line and as much space before the others. */
export function hang(mark: string, text: string, width: number): string[] {
  const margin = cells(mark)
  const [first = '', ...rest] = wrap(text, width - margin)
  return [mark + first, ...rest.map((line) => ' '.repeat(margin) + line)]
}

// Words with the spaces before them; every wide character is a word of its own.
function pieces(text: string): string[] {
  return spaced(text.trim()).flatMap((word) => (ASCII.test(word) ? [word] : besideWide(word)))
}

function spaced(text: string): string[] {
  const words: string[] = []
  let space = ''
  for (const [run] of text.matchAll(/ +|[^ ]+/g)) {
    if (run.startsWith(' ')) space = run
    else {
      words.push(space + run)
      space = ''
    }
  }
  return words
}

function besideWide(word: string): string[] {
  const parts: string[] = []
  let narrow = ''
  for (const { segment } of CLUSTERS.segment(word)) {
    if (cells(segment) < 2) {
      narrow += segment
      continue
    }
    // The spaces before a wide character stay with it.
    if (narrow.trim() === '') parts.push(narrow + segment)
    else parts.push(narrow, segment)
    narrow = ''
  }
  return narrow === '' ? parts : [...parts, narrow]
}
