import { SystemError } from '../../../errors.ts'
import { withoutTrailing } from '../../../trailing.ts'
import type { Protocol } from '../../system.ts'
import { examineKey } from '../access/examine.ts'
import { currentSession } from '../operations/session.ts'
import type { KeySession } from '../shapes/index.ts'
import { answerData } from './answer-data.ts'
import { wording } from './wording.ts'

const open: Protocol['open'] = async (read) => {
  try {
    const { client_config } = (await read(currentSession)) as KeySession
    return { source: `Redash ${client_config.version}`, headers: {} }
  } catch (error) {
    // Nothing but query keys: none of them may ask who it is and what this is.
    if (error instanceof SystemError && error.reason === 'no-token') return { source: 'Redash', headers: {} }
    throw error
  }
}

/** How Redash speaks: a key in a header, bare JSON, and refusals in several shapes. Cookies are never sent back. */
export const protocol: Protocol = {
  // `Key ` exactly: Redash takes nothing else off, and nothing may be in `?api_key=`, which would hide the header.
  present: (key) => ({ authorization: `Key ${key}` }),
  base: (url) => `${withoutTrailing(url, '/')}/api`,
  open,
  isBare: true,
  probe: examineKey,
  data: answerData,
  wording,
}
