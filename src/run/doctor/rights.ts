import type { Right } from '../../systems/system.ts'
import type { CheckResult, finder } from './finding.ts'

/** How many scopes one sentence names. */
const most = 6

/** How the id begins of a finding that a token can do more than is declared. */
export const excess = 'excess:'

/** What a token can't do although the settings declare it, and what it can do although they don't. */
export const rightsFindings = (
  found: ReturnType<typeof finder>,
  token: string,
  rights: readonly Right[],
): readonly CheckResult[] => {
  const lacks = rights.filter(({ declared, may }) => declared && may === 'cannot')
  const beyond = rights.filter(({ declared, may }) => !declared && may === 'can')
  const untested = rights.filter(({ may }) => may === 'not tested')
  const rest = untested.length === 0 ? '' : ` Not tested: ${listed(untested)}.`
  const wrong = [
    ...(lacks.length === 0
      ? []
      : [
          found('wrong', `lacks:${token}`, `It cannot do what the settings declare for it: ${listed(lacks)}.${rest}`, {
            todo: 'Give its account what “coxswain tokens” lists for it, or remove it from “scopes:” in the settings.',
          }),
        ]),
    ...(beyond.length === 0
      ? []
      : [
          found('warning', `${excess}${token}`, `It can do what it need not: ${listed(beyond)}.${rest}`, {
            todo: 'Give it an account with the access list of docs/tokens.md and nothing more, or declare what it is for.',
          }),
        ]),
  ]
  if (wrong.length > 0 || rights.length === 0) return wrong
  const proven = rights.every(({ declared, may }) => !declared || may === 'can')
  const can = proven ? 'It can do what is declared for it' : 'It lacks nothing that was found'
  const says = untested.length === 0 ? `${can} and nothing more.` : `${can}, and nothing more was found.${rest}`
  return [found('ok', `rights:${token}`, says)]
}

/** The most powerful scopes come first, after requests that are in no scope at all. */
const weights = ['approve', 'write', 'run', 'read']
const weightOf = ({ what }: Right): number => weights.indexOf(/:(approve|write|run|read)\b/.exec(what)?.[1] ?? '')

const listed = (rights: readonly Right[]): string => {
  const names = rights
    .toSorted((a, b) => weightOf(a) - weightOf(b))
    .slice(0, most)
    .map(({ what }) => what)
  return rights.length > most ? `${names.join(', ')} and ${rights.length - most} more` : names.join(', ')
}
