import type { ErrorCode, ParsedNode } from 'yaml'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Mistakes, Path } from './mistakes.ts'
import { shown } from './nearest.ts'

/** The data of a YAML file and the line of each setting. */
export interface YamlSource {
  readonly data: unknown
  /** The line of a setting, or of the nearest thing above it that is there. */
  line(path: Path): number
}

// The parser's own messages quote the source, and the source may hold a secret; these never do.
const words: { readonly [K in ErrorCode]?: string } = {
  BAD_ALIAS: 'anchors and aliases (&, *) are not read here; write the value out, or put it in quotes',
  BAD_DQ_ESCAPE: 'an unknown escape (\\…) in a text in double quotes; use single quotes',
  BAD_INDENT: 'wrong indentation, or a bracket above that is never closed',
  BAD_SCALAR_START: 'a value begins with a character that YAML keeps for itself; put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'two colons on one line; put the value in quotes',
  MISSING_CHAR: 'something is missing: a closing quote or bracket, a comma, or the space after a colon',
  MULTILINE_IMPLICIT_KEY: 'a line that is not "name: value"',
  MULTIPLE_DOCS: 'a second document (---); one is read',
  TAB_AS_INDENT: 'a tab as indentation; use spaces, here and on every other line',
  TAG_RESOLVE_FAILED: 'tags (!…) are not read here',
}

/** Parses the text of a settings file; undefined, with mistakes, if its data cannot be trusted. */
export const parseYaml = (text: string, file: string, mistakes: Mistakes): YamlSource | undefined => {
  const lines = new LineCounter()
  const add = (offset: number, what: string) => mistakes.add(`${file}:${lines.linePos(offset).line}`, what)
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
    })
    let sound = true
    const found = [...document.errors, ...document.warnings]
    // A tab makes other mistakes of what follows it, which are gone with it.
    const tab = text.search(/^ *\t/m)
    if (tab >= 0 && found.some(({ pos }) => pos[0] >= tab)) {
      add(tab, words.TAB_AS_INDENT ?? '')
      return undefined
    }
    for (const { code, pos } of found) {
      if (code === 'DUPLICATE_KEY') add(pos[0], `${shown(keyAt(text, pos[0]))} stands here a second time`)
      else {
        add(pos[0], words[code] ?? 'this is not YAML as it is read here')
        sound = false
      }
    }
    visit(document, {
      Alias: (_, node) => {
        add(node.range?.[0] ?? 0, words.BAD_ALIAS ?? '')
        sound = false
      },
      Pair: (_, { key }) => {
        if (!isScalar(key) || key.value !== '__proto__') return
        add(key.range?.[0] ?? 0, '__proto__ is not a setting')
      },
    })
    if (document.directives?.yaml.version === '1.1') {
      add(0, '%YAML 1.1 is not read here: it takes words such as no and on for other values; remove the line')
      sound = false
    }
    if (!sound) return undefined
    const start = document.contents
    return { data: document.toJS({ maxAliasCount: 0 }), line: (path) => lines.linePos(offsetOf(start, path)).line }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    mistakes.add(file, 'is nested too deeply')
    return undefined
  }
}

const offsetOf = (start: ParsedNode | null, path: Path): number => {
  let node: unknown = start
  let offset = start?.range[0] ?? 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === String(part))
      if (pair === undefined) break
      offset = (isScalar(pair.key) && pair.key.range?.[0]) || offset
      node = pair.value
    } else if (isSeq(node) && typeof part === 'number') {
      const item = node.items[part]
      offset = (item as ParsedNode | undefined)?.range?.[0] ?? offset
      node = item
    } else break
  }
  return offset
}

const keyAt = (text: string, offset: number): string =>
  /^["']?([^\s:"']+)/.exec(text.slice(offset, offset + 80))?.[1] ?? ''
