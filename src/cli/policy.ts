import { commandsFolder, scopesInWords, settingsNames } from '../app.ts'
import { scopesOf, systemOf } from '../command/command.ts'
import { loadCommands } from '../command/load.ts'
import { parseLine } from '../command/parse.ts'
import { environment, readPolicy } from '../config.ts'
import { approvalsAsked } from '../policy/approvals-asked.ts'
import type { Principal } from '../policy/person.ts'
import { createPolicy } from '../policy/policy.ts'
import { why } from '../policy/why.ts'
import { choose } from '../run/choose.ts'
import type { AuditReport } from './audit/verify.ts'

/** `ana@acme.net`, `cli:root`, `slack:T1/U1` as the policy takes them; an e-mail is not the account that has it. */
const personOf = (text: string): Principal => {
  if (text.startsWith('cli:')) return { id: text, name: text, kind: 'cli' }
  return text.includes('@')
    ? { id: `slack:${text}`, name: text, kind: 'slack', email: text }
    : { id: text, name: text, kind: 'slack' }
}

/** Whether a person may run a line, and the rule that decides; nothing is called, and no token is needed. */
export const policyWhy = async (person: string, line: string, channel: string | undefined): Promise<AuditReport> => {
  const commands = await loadCommands(commandsFolder)
  const systems = settingsNames(commands)
  const config = readPolicy({ env: environment(), systems })
  const sensitive = Object.values(systems).flatMap((system) => system.sensitive)
  const policy = createPolicy({ ...config, sensitive, words: scopesInWords })
  const connections = config.connections.map((one) => ({
    ...one,
    connection: { id: one.id, system: { name: one.system } },
  }))
  const parsed = parseLine(commands, line, { connections: config.connections.map(({ id }) => id) })
  const { command } = parsed
  const writes = command.kind === 'write'
  const where = { system: systemOf(command), on: parsed.onIfNoObject?.connection ?? parsed.on, channel, writes }
  const connection = command.kind === 'local' ? undefined : choose({ connections }, where).id
  const asked = { ...(connection && { connection }), ...(channel && { channel }) }
  const right = { scopes: scopesOf(command), ...asked }
  const decision = policy.decide(personOf(person), right)
  const other = parsed.other === undefined ? undefined : choose({ connections }, { ...where, on: parsed.other }).id
  const too = other === undefined ? [] : [policy.decide(personOf(person), { ...right, connection: other })]
  const scope = scopesOf(command).at(-1)
  const needs = command.kind === 'write' &&
    scope !== undefined &&
    connection !== undefined && {
      approvals: approvalsAsked(config.approvals, { scope, connection }),
      unit: command.system.unit,
    }
  const who = { ...personOf(person), id: person }
  return {
    ok: decision.allowed && too.every(({ allowed }) => allowed),
    text: [
      why(who, { command: command.name, ...asked }, decision, needs || undefined),
      ...too.map((one) => why(who, { command: command.name, ...asked, ...(other && { connection: other }) }, one)),
    ].join('\n'),
  }
}
