import type { Protocol } from '../../system.ts'
import { examineToken } from '../access/examine.ts'
import { baseOf } from './address.ts'
import { answerData } from './answer-data.ts'
import { wording } from './wording.ts'

/** How Rill speaks: a bearer token, bare JSON, and errors in three shapes. It tells no version, so nothing is asked first. */
export const protocol: Protocol = {
  present: (token) => ({ authorization: `Bearer ${token}` }),
  base: baseOf,
  open: async () => ({ source: 'Rill', headers: {} }),
  probe: examineToken,
  data: answerData,
  wording,
}
