import { withoutTrailing } from '../../../trailing.ts'
import type { Protocol } from '../../system.ts'
import { examineKey } from '../access/examine.ts'
import { answerData } from './answer-data.ts'
import { wording } from './wording.ts'

/** How Lens speaks: a key in one of two headers, JSON, and errors with stacks. It doesn't tell its version. */
export const protocol: Protocol = {
  present: (key, settings): Readonly<Record<string, string>> =>
    settings?.auth === 'apikey' ? { apikey: key } : { authorization: `Bearer ${key}` },
  base: (url) => withoutTrailing(url, '/'),
  open: async () => ({ source: 'DataOS Lens', headers: {} }),
  probe: examineKey,
  data: answerData,
  wording,
}
