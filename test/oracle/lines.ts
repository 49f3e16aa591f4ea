import type { Reading } from './reads/answer.ts'
import { diff } from './reads/diff.ts'
import { failing } from './reads/failing.ts'
import * as lists from './reads/lists.ts'
import { ruleCompliance, ruleFailing, ruleShow } from './reads/one-rule.ts'
import { compliance } from './reads/overall.ts'
import * as parts from './reads/parts.ts'
import * as server from './reads/server.ts'
import { pending, silent } from './reads/unseen.ts'
import type { Place } from './situations.ts'
import type { Truth } from './truth/truth.ts'

/** A line that somebody types, and what its answer must be. */
export interface Asked {
  readonly line: string
  compare(reading: Reading, truth: Truth, other: Truth): void
}

const always: Readonly<Record<string, Asked['compare']>> = {
  compliance,
  failing,
  silent,
  pending,
  nodes: (reading, truth) => lists.nodes(reading, truth),
  'nodes new': lists.nodesNew,
  'nodes in error': (reading, truth) => lists.nodes(reading, truth, ['error']),
  rules: (reading, truth) => lists.rules(reading, truth),
  directives: (reading, truth) => parts.directives(reading, truth),
  groups: (reading, truth) => parts.groups(reading, truth),
  techniques: lists.techniques,
  tree: (reading, truth) => lists.tree(reading, truth),
  'technique sshConfiguration': (reading, truth) => lists.techniqueShow(reading, truth, 'sshConfiguration'),
  'technique directives sshConfiguration': (reading, truth) =>
    lists.techniqueDirectives(reading, truth, 'sshConfiguration'),
  'directive details SSH banner': (reading, truth) => lists.directiveDetails(reading, truth, 'SSH banner'),
  requests: (reading, truth) => server.requests(reading, truth, 'open'),
  'requests all': (reading, truth) => server.requests(reading, truth, 'all'),
  settings: server.settings,
  properties: server.properties,
  health: server.health,
}

/** The same commands with words, which narrow down what is told and change nothing else of it. */
const narrowed: Readonly<Record<string, Asked['compare']>> = {
  'nodes compliant': (reading, truth) => lists.nodes(reading, truth, ['compliant']),
  'rules ssh': (reading, truth) => lists.rules(reading, truth, 'ssh'),
  'directives ssh': (reading, truth) => parts.directives(reading, truth, 'ssh'),
  'groups site': (reading, truth) => parts.groups(reading, truth, 'site'),
  'groups nothing of that': (reading, truth) => parts.groups(reading, truth, 'nothing of that'),
  'tree security': (reading, truth) => lists.tree(reading, truth, 'security'),
  'directive details SSH settings': (reading, truth) => lists.directiveDetails(reading, truth, 'SSH settings'),
}

const rules = ['SSH hardening', 'CIS level 1', 'NTP client', 'Legacy SSH baseline', 'App runtime', 'Fail2ban', 'Draft']
const compared = ['SSH hardening', 'Fail2ban', 'Draft']
const directives = ['SSH banner', 'SSH settings (legacy)', 'Legacy collector', 'SSH service', 'CIS 5 Access']
const groups = ['DMZ Linux', 'Site fra1', 'Retired', 'Jump hosts']

/** The lines that can be asked in a situation, `all` of them or without those with words; what is not there is not asked for. */
export const linesIn = (
  { rudder: { state } }: Place,
  { nodes: seen }: Truth,
  { all }: { readonly all: boolean },
): readonly Asked[] => {
  const nodes = state.nodes.filter(({ id }) => seen.some((node) => node.id === id))
  const failing = new Set(state.findings.flatMap(({ nodeIds }) => nodeIds))
  const kinds = [
    nodes.find(({ id }) => failing.has(id)),
    nodes.find(({ id, silent }) => silent && failing.has(id)),
    nodes.find(({ silent }) => silent),
    nodes.find((node) => node.pending),
    nodes.find((node) => node.state === 'ignored'),
    nodes.find((node) => node.policyServer),
    nodes.find(({ id, silent, pending, policyServer }) => !silent && !pending && !policyServer && !failing.has(id)),
  ]
  return [
    ...Object.entries({ ...always, ...(all && narrowed) }).map(([line, compare]) => ({ line, compare })),
    ...state.rules
      .filter(({ displayName }) => rules.includes(displayName))
      .flatMap((rule): Asked[] => [
        { line: `compliance ${rule.displayName}`, compare: (reading, truth) => ruleCompliance(reading, truth, rule) },
        { line: `failing ${rule.displayName}`, compare: (reading, truth) => ruleFailing(reading, truth, rule) },
        { line: `rule show ${rule.displayName}`, compare: (reading, truth) => ruleShow(reading, truth, rule) },
      ]),
    ...state.rules
      .filter(({ displayName }) => compared.includes(displayName))
      .map(
        ({ displayName, id }): Asked => ({
          line: `diff ${displayName} prod staging`,
          compare: (reading, here, there) => diff(reading, [here, there], id),
        }),
      ),
    ...[...new Set(kinds)].flatMap((node): Asked[] =>
      node
        ? [{ line: `node ${node.hostname}`, compare: (reading, truth) => parts.nodeShow(reading, truth, node) }]
        : [],
    ),
    ...state.directives
      .filter(({ displayName }) => directives.includes(displayName))
      .map((one) => ({
        line: `directive ${one.displayName}`,
        compare: (reading: Reading, truth: Truth) => parts.directiveShow(reading, truth, one),
      })),
    ...state.groups
      .filter(({ displayName }) => groups.includes(displayName))
      .map((one) => ({
        line: `group ${one.displayName}`,
        compare: (reading: Reading, truth: Truth) => parts.groupShow(reading, truth, one),
      })),
    ...state.changeRequests.map((one) => ({
      line: `request ${one.id}`,
      compare: (reading: Reading, truth: Truth) => server.requestShow(reading, truth, one),
    })),
  ]
}
