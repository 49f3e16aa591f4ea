import { openRequest } from '../change.ts'
import { isWrite } from '../faults.ts'
import type { LocalRudder } from '../local-rudder.ts'
import type { RudderState } from '../state.ts'

/** Something to happen to a local Rudder; with `isOn` a switch. */
export interface Lever {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly help: string
  /** Of a switch: whether it is on. */
  readonly isOn?: () => boolean
  pull(on: boolean): void
}

/** What the page's drawer can make happen to a local Rudder. */
export const leversOf = ({ faults, state }: LocalRudder): readonly Lever[] => {
  const lost = (commit: 'now' | 'never') => ({
    isOn: () => typeof faults.losesAnswer === 'object' && faults.losesAnswer.commit === commit,
    pull: (on: boolean) => {
      faults.losesAnswer = on ? { commit } : false
    },
  })
  return [
    {
      id: 'edit',
      group: 'Rudder prod',
      label: 'Somebody edits SSH hardening',
      help: 'A directive is taken out of the rule in Rudder’s own pages, or put back.',
      pull: () => toggleDirective(state),
    },
    {
      id: 'switch',
      group: 'Rudder prod',
      label: 'Somebody switches SSH hardening',
      help: 'The rule is disabled in Rudder’s own pages, or enabled again.',
      pull: () => {
        const rule = state.rules.find(({ displayName }) => displayName === 'SSH hardening')
        if (rule) rule.enabled = !rule.enabled
      },
    },
    {
      id: 'down',
      group: 'Rudder prod',
      label: 'Rudder is down',
      help: 'Nothing answers.',
      isOn: () => faults.down,
      pull: (on) => {
        faults.down = on
      },
    },
    {
      id: 'slow',
      group: 'Rudder prod',
      label: 'Rudder is slow',
      help: 'Each answer takes a second.',
      isOn: () => faults.slow > 0,
      pull: (on) => {
        faults.slow = on ? 1_000 : 0
      },
    },
    {
      id: 'lost',
      group: 'Rudder prod',
      label: 'Answers get lost, changes are made',
      help: 'A change takes effect, and nobody hears of it.',
      ...lost('now'),
    },
    {
      id: 'dropped',
      group: 'Rudder prod',
      label: 'Answers get lost, changes are not made',
      help: 'A change is taken and never made, and nobody hears of it.',
      ...lost('never'),
    },
    {
      id: 'proxy',
      group: 'Rudder prod',
      label: 'A proxy answers 403, changes are made',
      help: 'A change takes effect, and a proxy in front of Rudder says that it is forbidden.',
      isOn: () => faults.proxyAnswers === 403,
      pull: (on) => {
        faults.proxyAnswers = on ? 403 : false
        faults.only = on ? isWrite : undefined
      },
    },
    {
      id: 'validation',
      group: 'Rudder prod',
      label: 'Changes must be validated',
      help: 'Rudder opens a change request instead of changing.',
      isOn: () => state.validation.installed && state.settings.enable_change_request === true,
      pull: (on) => {
        state.validation.installed = on
        state.settings.enable_change_request = on
        state.validation.supervised = on ? state.groups.map(({ id }) => id) : []
      },
    },
    {
      id: 'request',
      group: 'Rudder prod',
      label: 'Somebody asks for a change of SSH hardening',
      help: 'A change request is opened in Rudder’s own pages, and waits to be validated.',
      pull: () => askForChange(state),
    },
    {
      id: 'reason',
      group: 'Rudder prod',
      label: 'Every change needs a reason',
      help: 'Rudder’s setting; the bot asks for it.',
      isOn: () => state.settings.mandatory_change_message === true,
      pull: (on) => {
        state.settings.mandatory_change_message = on
      },
    },
  ]
}

/** Takes the last directive out of the rule, or puts back what was taken. */
const toggleDirective = (state: RudderState): void => {
  const rule = state.rules.find(({ displayName }) => displayName === 'SSH hardening')
  if (!rule) return
  const spare = state.directives.find(({ id }) => !rule.directives.includes(id))
  if (rule.directives.length > 2) rule.directives.pop()
  else if (spare) rule.directives.push(spare.id)
}

/** A change request that does the other thing than what the rule does now. */
const askForChange = (state: RudderState): void => {
  const before = state.rules.find(({ displayName }) => displayName === 'SSH hardening')
  if (!before) return
  openRequest(state, {
    displayName: 'Maintenance of the DMZ',
    description: 'Tonight, 22:00 to 23:00',
    createdBy: 'nadia',
    change: { kind: 'rule', before, after: { ...before, enabled: !before.enabled } },
  })
}
