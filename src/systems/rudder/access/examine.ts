import type { z } from 'zod'
import type { Operation } from '../../operation.ts'
import type { Look, Right } from '../../system.ts'
import * as operations from '../operations/index.ts'
import { probes } from '../operations/probes.ts'
import type { TokenAccount } from '../shapes/server.ts'
import { entriesTooMany, mayUse } from './access-list.ts'

const isAboutItself = ({ internal, own }: Operation['shape']): boolean => internal !== undefined || own === true

/** The handshake and the probes of a token itself are left out: they are part of no scope. */
const byScope: ReadonlyMap<string, readonly Operation[]> = Map.groupBy(
  (Object.values(operations) as Operation[]).filter(({ shape }) => !isAboutItself(shape)),
  ({ scope }) => scope,
)

/** Only the token of a user who is a validator or deployer may decide on change requests, and Rudder does not report who is. */
const untold = 'rudder:requests:approve'

/**
 * What a token can do of what the settings declare for it, and beyond: from its account if Rudder reports that, and
 * otherwise with one harmless probe for each scope.
 */
export const examineToken = async (
  account: z.output<typeof TokenAccount> | undefined,
  look: Pick<Look, 'may' | 'declares' | 'bound'>,
): Promise<readonly Right[]> => {
  const rights = account?.authorizationType === undefined ? await byAsking(look) : byAccount(account, look.declares)
  if (!look.bound) return rights
  return rights.map((one) => (one.declared && one.may === 'cannot' ? { ...one, may: 'not tested' } : one))
}

const byAsking = async ({ may, declares }: Pick<Look, 'may' | 'declares'>): Promise<readonly Right[]> => {
  const rights: Right[] = []
  // One after the other: a checkup is in no hurry.
  for (const scope of byScope.keys()) {
    const probe = probes.find(({ asks }) => asks.scope === scope)
    const answer = probe && (await may(probe))
    const words = answer === undefined ? 'not tested' : answer ? 'can' : 'cannot'
    rights.push({ what: scope, declared: declares(scope), may: words })
  }
  return rights
}

const byAccount = (account: z.output<typeof TokenAccount>, declares: Look['declares']): readonly Right[] => {
  const rights = [...byScope].map(([scope, all]): Right => {
    const declared = declares(scope)
    // A GET that changes something is covered by the right to read everything; in an access list it has an entry of its own.
    const counted = declared || !/:(write|approve)$/.test(scope) ? all : all.filter((one) => !isGet(one))
    const [can = [], cannot = []] = [true, false].map((may) =>
      counted.filter((one) => mayUse(account, one.endpoint) === may),
    )
    if (scope === untold && can.length > 0) return { what: scope, declared, may: 'not tested' }
    const told = declared ? cannot : can
    if (told.length === 0) return { what: scope, declared, may: declared ? 'can' : 'cannot' }
    const what = told.length === counted.length ? scope : `${scope} (${listed(told)})`
    return { what, declared, may: declared ? 'cannot' : 'can' }
  })
  const known = [...byScope.values()].flat().filter(({ scope }) => declares(scope) || isToo(scope, rights))
  const beyond = entriesTooMany(
    account,
    [...known, ...internal].map(({ endpoint }) => endpoint),
  )
  return [...rights, ...beyond.map((what): Right => ({ what, declared: false, may: 'can' }))]
}

const internal = (Object.values(operations) as Operation[]).filter(({ shape }) => isAboutItself(shape))
const isGet = ({ endpoint }: Operation) => endpoint.startsWith('GET ')
const isToo = (scope: string, rights: readonly Right[]) =>
  rights.some(({ what, declared, may }) => !declared && may === 'can' && what.split(' ')[0] === scope)

const listed = (some: readonly Operation[]): string => {
  const [first = '', ...more] = [...new Set(some.map(({ endpoint }) => endpoint))]
  return more.length === 0 ? first : `${first} and ${more.length} more`
}
