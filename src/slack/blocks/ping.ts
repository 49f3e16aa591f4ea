import type { Message } from '../../message/message.ts'
import type { Block } from './block.ts'
import { lines, rich } from './rich.ts'

/** The mention of a user group, if its id is one. */
export const ping = ({ ping }: Message): Block[] =>
  ping !== undefined && /^S[A-Z0-9]{2,20}$/.test(ping)
    ? rich(...lines([{ type: 'usergroup', usergroup_id: ping }]))
    : []
