import { SystemError } from '../../../errors.ts'
import type { Look, Probed, Remark, Right } from '../../system.ts'
import { ownApis, ownMint } from '../operations/credentials.ts'
import { reading } from './accounts.ts'

/**
 * What a token can do: it is asked to make a token for nobody, which ends after a second, and for the list of APIs. Both
 * change nothing. Throws SystemError of the kind `auth` for a token that Rill doesn't know.
 */
export const examineToken = async ({ read, declares }: Look): Promise<Probed> => {
  const mints = await isAllowed(read(ownMint, { body: forNobody }))
  const reads = mints || (await isAllowed(read(ownApis)))
  const rights = [
    ...right('rill:credentials:run', declares, mints),
    ...reading.flatMap((scope) => right(scope, declares, reads)),
  ]
  return { expiresAt: undefined, rights, remarks: [remark(mints, reads, declares('rill:credentials:run'))] }
}

const forNobody = { attributes: { email: 'nobody@coxswain.invalid', admin: false }, ttl_seconds: 1 }

/** A role gives all that it gives, so only what is declared is looked for; the remark tells the rest. */
const right = (what: string, declares: Look['declares'], can: boolean): readonly Right[] =>
  declares(what) ? [{ what, declared: true, may: can ? 'can' : 'cannot' }] : []

const remark = (mints: boolean, reads: boolean, isMinter: boolean): Remark => {
  if (mints)
    return {
      says: 'It can make tokens for people: it is a project admin’s. It could also read every row and change or delete the project.',
      ...(!isMinter && { todo: 'Use the token of a service with the viewer role here.' }),
    }
  if (isMinter)
    return {
      says: 'It can’t make tokens for people: it isn’t a project admin’s.',
      todo: 'Give the service the admin role of the project, or set “mode: service” and use a viewer’s token.',
    }
  return reads
    ? { says: 'It can read the project, and can’t make tokens for people.' }
    : { says: 'It has no role in the project.', todo: 'Give the service the viewer role of the project.' }
}

const isAllowed = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof SystemError && error.kind === 'forbidden') return false
    throw error
  }
}
