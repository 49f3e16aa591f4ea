import type { Rule } from '../truth/raw.ts'
import { modeOf, statusOf } from '../truth/rules.ts'
import type { State } from '../truth/states.ts'
import { type Truth, tallyOf } from '../truth/truth.ts'
import type { Reading } from './answer.ts'
import { holds } from './parts.ts'
import { hostsOf, tellsInterval, tellsTally } from './phrases.ts'

const spoken = (state: State) => (state === 'error' ? 'in error' : state)

/** “rudder nodes”, all of them or those in some states. */
export const nodes = (reading: Reading, truth: Truth, some?: readonly State[]): void => {
  const all = truth.nodes.length
  const found = new Map([...truth.all.nodes].filter(([, state]) => !some || some.includes(state)))
  const tally = tallyOf(found.values())
  const { silent, pending } = tally
  reading.facts({ nodes: found.size, failing: tally.error + tally['non-compliant'], silent, pending })
  if (all === 0) {
    reading.says('title', /There (are) no nodes/, ['are'])
    return
  }
  if (found.size === 0) reading.says('title', /None of (\d+) nodes/, [all])
  else if (found.size < all) reading.says('title', /(\d+) of (\d+) nodes/, [found.size, all])
  else reading.says('title', /^(\d+) nodes/, [all])
  tellsTally((...said) => reading.says('field How they are', ...said), tally)
  reading.total('table', found.size)
  for (const name of reading.names('table')) {
    const [, state] = [...found].find(([{ hostname }]) => hostname === name) ?? []
    reading.saysOf('table', name, /^(.+)$/, [state ? spoken(state) : 'not there'])
  }
  tellsInterval(reading, truth)
}

/** “rudder nodes new” */
export const nodesNew = (reading: Reading, truth: Truth): void => {
  const waiting = truth.state.pendingNodes
  const known = hostsOf(truth.nodes).map((host) => host.toLowerCase())
  const twice = waiting.filter(({ hostname }) => known.includes(hostname.toLowerCase()))
  reading.facts({ new: waiting.length, twice: twice.length })
  reading.says('title', /(\d+) new nodes? waits?/, waiting.length > 0 ? [waiting.length] : undefined)
  reading.says('title', /(No node) waits/, waiting.length > 0 ? undefined : ['No node'])
  reading.total('table', waiting.length)
  for (const { hostname, id, os, ipAddresses } of waiting)
    reading.saysOf('table', hostname, /^(.+)$/, [[os.fullName, ipAddresses.slice(0, 3).join(', '), id].join(' | ')])
  const said = twice.length > 0 ? [twice[0]?.hostname ?? ''] : undefined
  if (twice.length < 2) reading.says('notes', /There is a node called (\S+) already/, said)
}

/** “rudder rules” */
export const rules = (reading: Reading, truth: Truth, words = ''): void => {
  const all = truth.state.rules
  const found = all.filter(({ displayName }) => holds(displayName, words))
  const status = (rule: Rule) => statusOf(truth.state, truth.nodes, rule)
  const enabled = found.filter((rule) => rule.enabled).length
  reading.facts({ rules: found.length, enabled })
  if (found.length === 0 && words) {
    reading.says('title', /None of the (\d+) rules/, [all.length])
    return
  }
  reading.says('title', /, (\d+) enabled$/, [enabled])
  if (found.length < all.length) reading.says('title', /(\d+) of (\d+) rules/, [found.length, all.length])
  else reading.says('title', /^(\d+) rules/, [all.length])
  const half = found.filter((rule) => rule.enabled && status(rule) !== 'In application').length
  reading.says('notes', /not applied: (\d+) of them/, half > 0 ? [half] : undefined)
  reading.total('table', found.length)
  for (const name of reading.names('table')) {
    const rule = found.find(({ displayName }) => displayName === name)
    if (!rule) reading.wrong(`table: ${name} is none of them`)
    else {
      const mode = modeOf(truth.state, truth.nodes, rule)
      const due = [rule.enabled ? 'yes' : 'no', mode, status(rule)]
      reading.saysOf('table', name, /^(\w+) \| (\w+) \| (.+)$/, due)
    }
  }
}

/** “rudder tree” */
export const tree = (reading: Reading, { state }: Truth, words = ''): void => {
  const pathOf = (id: string): string => {
    const { parent = id, name = '' } = state.categories.find((one) => one.id === id) ?? {}
    const above = parent === id || parent === 'rootRuleCategory' ? '' : `${pathOf(parent)} › `
    return `${above}${name}`
  }
  const found = state.categories.filter(({ id }) => holds(pathOf(id), words))
  const its = (id: string) => state.rules.filter(({ categoryId }) => categoryId === id)
  const count = found.reduce((sum, { id }) => sum + its(id).length, 0)
  reading.facts({ categories: found.length, rules: count })
  if (found.length === 0) reading.says('title', /None of the (\d+) categories/, [state.categories.length])
  else reading.says('title', /^(\d+) categor.* with (\d+) rules?$/, [found.length, count])
  if (!words) reading.total('list Categories', found.length)
  for (const { id } of found) {
    const size = its(id).length
    const where = words ? 'list titles' : 'list Categories'
    const name = words ? (reading.names(where).find((title) => title.startsWith(`${pathOf(id)}: `)) ?? '') : pathOf(id)
    if (words)
      reading.saysOf(where, name, /: (empty|\d+ rules?)$/, [
        size === 0 ? 'empty' : `${size} rule${size === 1 ? '' : 's'}`,
      ])
    else {
      reading.saysOf(where, name, /and (\d+) more$/, size > 6 ? [size - 6] : undefined)
      const off = its(id).filter(
        (rule) => !rule.enabled && reading.text(where).includes(`${rule.displayName} (disabled)`),
      )
      const wrong = its(id).filter(
        (rule) => rule.enabled && reading.text(where).includes(`${rule.displayName} (disabled)`),
      )
      if (wrong.length > 0 || (size <= 6 && off.length < its(id).filter(({ enabled }) => !enabled).length))
        reading.wrong(`${name}: which rules are disabled`)
    }
  }
}

/** “rudder techniques” */
export const techniques = (reading: Reading, { state }: Truth): void => {
  const all = Map.groupBy(state.techniques, ({ id }) => id)
  const edited = [...all.values()].filter(([first]) => first?.source === 'editor').length
  reading.facts({ techniques: all.size, edited })
  reading.says('title', /^(\d+) techniques, (\d+) made in the editor$/, [all.size, edited])
  reading.total('table', all.size)
  for (const name of reading.names('table')) {
    const same = state.techniques.filter((one) => one.name === name)
    const [first] = same
    const by = first?.source === 'editor' ? 'editor' : 'Rudder'
    const due = [first?.id ?? '', same.map(({ version }) => version).join(', '), by]
    reading.saysOf('table', name, /^(.+) \| (.+) \| (\w+)$/, due)
  }
}

/** “rudder technique <technique>” */
export const techniqueShow = (reading: Reading, { state }: Truth, id: string): void => {
  const same = state.techniques.filter((one) => one.id === id)
  reading.facts({ versions: same.length })
  reading.says('title', /, (\d+) versions?$/, [same.length])
  reading.says('field Versions', /^(.+)$/, [same.map(({ version }) => version).join(', ')])
  const last = same.at(-1)
  reading.total('list It asks for', last?.parameters.length ?? 0)
  reading.take('lead', /.+/)
  reading.take('list It asks for', /.+/)
  for (const one of reading.names('list What it does, in order')) if (!one) reading.wrong('a call without a name')
}

/** “rudder technique directives <technique>” */
export const techniqueDirectives = (reading: Reading, { state }: Truth, id: string): void => {
  const found = state.directives.filter(({ techniqueName }) => techniqueName === id)
  const uses = (directive: string) => state.rules.filter(({ directives }) => directives.includes(directive)).length
  reading.facts({ directives: found.length, unused: found.filter((one) => uses(one.id) === 0).length })
  reading.says('title', /^(\d+) directives? (?:is|are) based/, found.length > 0 ? [found.length] : undefined)
  reading.total('table', found.length)
  for (const { displayName, techniqueVersion, enabled, id: directive } of found)
    reading.saysOf('table', displayName, /^(\S+) \| (\w+) \| (\d+)$/, [
      techniqueVersion,
      enabled ? 'yes' : 'no',
      uses(directive),
    ])
}

/** “rudder directive details <directive>” */
export const directiveDetails = (reading: Reading, { state }: Truth, name: string): void => {
  const directive = state.directives.find(({ displayName }) => displayName === name)
  if (!directive) return
  const { techniqueName, techniqueVersion, policyMode, priority, enabled } = directive
  reading.says('title', / is (enabled|disabled), based on (\S+) (\S+)$/, [
    enabled ? 'enabled' : 'disabled',
    techniqueName,
    techniqueVersion,
  ])
  const others = state.techniques.filter(({ id, version }) => id === techniqueName && version !== techniqueVersion)
  const also = others.map(({ version }) => version).join(', ')
  reading.says('field Version', /^(.+)$/, [also ? `${techniqueVersion}; there is also ${also}` : techniqueVersion])
  const standard = state.settings.global_policy_mode === 'audit' ? 'audit' : 'enforce'
  const mode = policyMode === 'default' ? `default, which is ${standard} here` : policyMode
  reading.says('field Mode', /^(.+)$/, [mode])
  reading.says('field Priority', /^(\d+)$/, [priority])
  reading.total('list Parameters, by name only', Number(reading.message.facts?.parameters))
  const names = parametersIn(directive.parameters)
  reading.facts({ parameters: names.length })
}

/** Every variable of a directive, however deep its section. */
const parametersIn = (parameters: unknown): readonly string[] => {
  const text = JSON.stringify(parameters)
  return [...text.matchAll(/"var":\{"name":"([^"]+)"/gu)].map(([, name = '']) => name)
}
