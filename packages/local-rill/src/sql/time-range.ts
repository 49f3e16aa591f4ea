import { failed } from '../failed.ts'
import type { Engine } from './engine.ts'
import { floored } from './floor.ts'

/** What part of time a query is about. */
export interface TimeRange {
  readonly start?: string
  readonly end?: string
  readonly iso_duration?: string
  readonly expression?: string
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const lengths: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 }

const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z')

/** The beginning and the end, which is no longer part of it; undefined if nothing limits it. */
export function rangeOf(
  engine: Engine,
  range: TimeRange | undefined,
  zone: string,
): { readonly start: string; readonly end: string } | undefined {
  if (range === undefined) return undefined
  const wrong = (['end', 'start'] as const).flatMap((key) => {
    const text = range[key]
    return text === undefined || rfc3339.test(text)
      ? []
      : [
          `* error decoding 'time_range.${key}': parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05.999999999Z07:00": cannot parse "" as "T"`,
        ]
  })
  if (wrong.length > 0) throw failed(400, `${wrong.length} error(s) decoding:\n\n${wrong.join('\n')}`)
  if (range.start !== undefined || range.end !== undefined)
    return {
      start: range.start === undefined ? '0000' : iso(Date.parse(range.start)),
      end: range.end === undefined ? '9999' : iso(Date.parse(range.end)),
    }
  const last = Date.parse(String(engine.run('SELECT MAX(ts) AS at FROM ads').rows[0]?.at))
  const [, count = '', unit = ''] =
    /^P(\d+)([DW])$/.exec(range.iso_duration ?? '') ??
    /^(\d+)([smhdwSMHDW]) as of latest$/.exec(range.expression ?? '') ??
    []
  const size = lengths[unit.toLowerCase()]
  if (size === undefined) {
    const [word = ''] = (range.expression ?? range.iso_duration ?? '').split(' ')
    throw failed(400, `failed to resolve time range: 1:1: unexpected token ${JSON.stringify(word)}`)
  }
  const end = range.iso_duration === undefined ? last : Date.parse(floored(iso(last), 'day', zone)) + 864e5
  return { start: iso(end - Number(count) * size), end: iso(end) }
}
