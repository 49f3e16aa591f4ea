import type { Checking } from './checking.ts'
import type { Path } from './mistakes.ts'
import { allowed, didYouMean, shown } from './nearest.ts'
import { scopeMistake } from './scopes.ts'
import { select, selectTexts } from './select.ts'
import { ownWord, unitsOf } from './systems.ts'

/** Checks what the shape of `groups:`, `approvals:` and `identity:` cannot say: scopes, connections, names, domains. */
export const checkPeople = (checking: Checking): void => {
  const { data, systems, at } = checking
  for (const [place, use] of [
    ['groups.*.api_scopes.*', 'group'] as const,
    ['approvals.*.scopes.*', 'approval'] as const,
  ]) {
    for (const { path, value } of selectTexts(data, place)) {
      const wrong = scopeMistake(value, systems, use)
      if (wrong !== undefined) at(path, wrong)
    }
  }
  const connections = select(data, 'connections.*').map(({ path }) => String(path[1]))
  for (const place of ['groups.*.connections.*', 'approvals.*.connections.*']) {
    for (const { path, value } of selectTexts(data, place)) {
      if (connections.includes(value)) continue
      at(path, `${shown(value)} is no connection; ${allowed(value, connections)}.${didYouMean(value, connections)}`)
    }
  }
  checkReach(checking)
  checkGroupNames(checking)
  checkDomains(checking)
  checkAliases(checking)
  checkLogins(checking)
}

/** What one system counts says nothing of another one, and twice the same word or two words for one limit is a slip. */
const checkReach = ({ data, systems, at }: Checking): void => {
  for (const unit of unitsOf(systems)) {
    for (const { path, value } of select(data, `approvals.*.when.${unit}`)) {
      const entry = select(data, `approvals.${path[1]}`)[0]?.value
      const own = Object.keys(systems).filter((word) => systems[word]?.unit === unit)
      const about = systemsOf(entry)
      const others = about.filter((word) => systems[word]?.unit !== undefined && !own.includes(word))
      const also = about.some((word) => own.includes(word)) ? 'also ' : ''
      const reach = `reach: ${typeof value === 'number' ? value : '…'}`
      if (select(entry, 'when.reach').length > 0) at(path, 'is the reach, which is set too; leave one of the two out')
      else if (others.length > 0)
        at(
          path,
          `is what ${own.join(' and ')} counts, and the entry is ${also}about ${others.join(' and ')}; write ${reach}`,
        )
    }
  }
}

/** The systems that an entry is about: those of its scopes, if it names connections only those that it names. */
const systemsOf = (entry: unknown): readonly string[] => {
  const first = (texts: readonly { value: string }[], mark: string) => [
    ...new Set(texts.map(({ value }) => value.split(mark)[0] ?? '')),
  ]
  const connected = first(selectTexts(entry, 'connections.*'), '/')
  return first(selectTexts(entry, 'scopes.*'), ':').filter((word) => connected.length === 0 || connected.includes(word))
}

const checkGroupNames = ({ data, at, line }: Checking): void => {
  const seen = new Map<string, Path>()
  for (const { path, value } of selectTexts(data, 'groups.*.name')) {
    const first = seen.get(value)
    if (first === undefined) seen.set(value, path)
    else at(path, `is the name of another group too (line ${line(first)}); give each its own`)
  }
}

/** An e-mail outside the domains is in no group, so a group that lists one would say what is not so. */
const checkDomains = ({ data, at }: Checking): void => {
  const domains = selectTexts(data, 'identity.domains.*').map(({ value }) => value)
  const listed = domains.length === 0 ? 'it has none' : `it has ${domains.join(', ')}`
  for (const { path, value } of selectTexts(data, 'groups.*.includes')) {
    if (value === '*' && domains.length === 0) at(path, '"*" is everybody of identity.domains, and it has none')
  }
  const people = select(data, 'identity.people.*').map(({ path }) => ({ path, value: String(path.at(-1)) }))
  for (const { path, value } of [...selectTexts(data, 'groups.*.includes.*'), ...people]) {
    const domain = /^[^:]*@([^@]+)$/.exec(value)?.[1]?.toLowerCase()
    if (domain === undefined || domains.includes(domain)) continue
    at(path, `${shown(value)} would match nobody: ${domain} is not in identity.domains; ${listed}`)
  }
  for (const { path, value } of selectTexts(data, 'identity.plusAddressesDiffer.*')) {
    if (!domains.includes(value)) at(path, `${shown(value)} is not in identity.domains; ${listed}`)
  }
}

const checkAliases = ({ data, at, line }: Checking): void => {
  const people = new Map(select(data, 'identity.people.*').map(({ path }) => [String(path.at(-1)).toLowerCase(), path]))
  const seen = new Map<string, Path>()
  for (const { path, value } of selectTexts(data, 'identity.people.*.*')) {
    const account = value.includes('@') ? value.toLowerCase() : value
    const person = people.get(account)
    const first = seen.get(account)
    if (person !== undefined) at(path, `is a person too (line ${line(person)}); put all accounts under one e-mail`)
    else if (first !== undefined) at(path, `is an account of ${first[2]} already (line ${line(first)})`)
    else seen.set(account, path)
  }
}

/** A login of a system that there is not, or twice in another spelling, would protect nobody. */
const checkLogins = ({ data, systems, at, line }: Checking): void => {
  const known = Object.keys(systems).filter((name) => name !== ownWord)
  for (const { path } of select(data, 'identity.logins.*')) {
    const system = String(path.at(-1))
    if (!known.includes(system))
      at(path, `is for ${shown(system)}, which is no system; ${allowed(system, known)}.${didYouMean(system, known)}`)
  }
  const seen = new Map<string, Path>()
  for (const { path } of selectTexts(data, 'identity.logins.*.*')) {
    const login = path.slice(-2).join('/').toLowerCase()
    const first = seen.get(login)
    if (first !== undefined) at(path, `is listed already (line ${line(first)})`)
    else seen.set(login, path)
  }
}
