import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalRudder, nodesOf, noFaults, type RudderState, type Rule, startRudder } from 'local-rudder'
import { settingsNames } from '../../src/app.ts'
import type { Command } from '../../src/command/load.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { loadedCommands } from '../loaded.ts'
import { manyNodes, settings } from './cast.ts'

/** The rules that the steps are about: one small and on, one that reaches everything, one small and off. */
export const ruleNames = ['Alpha', 'Beta', 'Gamma'] as const
export type RuleName = (typeof ruleNames)[number]

/** What is not there at the start, and may be made: two rules and a group. */
export const madeNames = ['Delta', 'Epsilon', 'Lyon'] as const
export type MadeName = (typeof madeNames)[number]

export const few = ['group:few']
export const all = ['special:all']

/** A local Rudder with little in it, the settings that lead to it, and the one time that all of it goes by. */
export interface Stage {
  readonly rudder: LocalRudder
  readonly config: Config
  readonly commands: readonly Command[]
  readonly folder: string
  readonly time: { now: number }
  rule(name: RuleName | MadeName): Rule | undefined
  ruleId(name: RuleName): string
  ruleOf(id: string): Rule | undefined
  /** Puts a rule back as it was at the start, also a deleted one; makes what may be made, by hand. */
  restore(name: RuleName | MadeName): void
  /** How many people a change of this rule needs now. */
  people(rule: Rule): number
  reset(): void
  close(): Promise<void>
}

const empty = { displayName: 'Delta', enabled: false, directives: [], targets: [] }

const shrink = (state: RudderState): RudderState => {
  const [one] = state.nodes
  const few = {
    ...state.groups[0],
    id: 'few',
    displayName: 'Few',
    nodeIds: [one?.id ?? ''],
  } as RudderState['groups'][0]
  const rules = ruleNames.map((displayName, n): Rule => {
    const rule = state.rules[n]
    if (!rule) throw new Error('the local Rudder has too few rules')
    const directives = rule.directives.slice(0, 1)
    const targets = displayName === 'Beta' ? all : [`group:${few.id}`]
    return { ...rule, displayName, targets, directives, enabled: displayName !== 'Gamma', tags: [] }
  })
  const used = rules.flatMap(({ directives }) => directives)
  const directives = state.directives.filter(({ id }) => used.includes(id))
  return { ...state, rules, directives, groups: [few], findings: [], overrides: [], eventLog: [], changeRequests: [] }
}

/** Starts the local Rudder and reads the settings once; everything of a run is put back by `reset`. */
export const openStage = async (auditKey: string): Promise<Stage> => {
  const time = { now: Date.UTC(2026, 10, 1, 9) }
  const rudder = await startRudder({ nodes: 6, now: () => time.now })
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-property-'))
  writeFileSync(join(folder, 'coxswain.yml'), settings(rudder.url))
  const commands = await loadedCommands()
  const secrets = { STAGE_READ: rudder.tokens.read, STAGE_WRITE: rudder.tokens.write, COXSWAIN_AUDIT_KEY: auditKey }
  const config = readConfig({ env: { LOG_LEVEL: 'silent', ...secrets }, systems: settingsNames(commands), folder })
  const seed = structuredClone(shrink(rudder.state))
  const ids = new Map(seed.rules.map(({ displayName, id }) => [displayName, id]))
  const ruleId = (name: RuleName | MadeName) =>
    ids.get(name) ?? rudder.state.rules.find(({ displayName }) => displayName === name)?.id ?? ''
  const ruleOf = (id: string) => rudder.state.rules.find((rule) => rule.id === id)
  return {
    rudder,
    config,
    commands,
    folder,
    time,
    ruleId,
    ruleOf,
    rule: (name) => ruleOf(ruleId(name)),
    restore: (name) => {
      const { state } = rudder
      const [rule] = structuredClone(seed.rules.filter(({ displayName }) => displayName === name))
      const [like] = structuredClone(seed.rules)
      const [group] = structuredClone(seed.groups)
      const without = <T extends { displayName: string }>(named: readonly T[]) =>
        named.filter(({ displayName }) => displayName !== name)
      if (name === 'Lyon') state.groups = [...without(state.groups), { ...group, id: name, displayName: name } as never]
      else if (rule) state.rules = [...without(state.rules), rule]
      // An empty one is what would have been made; the other is not.
      else if (name === 'Delta') state.rules = [...without(state.rules), { ...like, ...empty, id: name } as never]
      else state.rules = [...without(state.rules), { ...like, id: name, displayName: name } as never]
    },
    people: ({ targets }) => (nodesOf(rudder.state, targets).size >= manyNodes ? 2 : 1),
    reset: () => {
      // What is still under way from an earlier run comes to its end first.
      time.now += 60 * 60_000
      rudder.settle()
      Object.assign(rudder.state, structuredClone(seed))
      Object.assign(rudder.faults, noFaults())
      rudder.requests.length = 0
    },
    close: async () => {
      await rudder.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
