import { all, few, type MadeName, type RuleName, type Stage } from './stage.ts'
import type { Change } from './steps.ts'

/** Somebody else changes something in Rudder's own pages; nothing where it cannot be done. */
export const changeOutside = (stage: Stage, change: Change, name: RuleName | MadeName): void => {
  const { state } = stage.rudder
  const rule = stage.rule(name)
  const open = state.changeRequests.find(({ status }) => /^Pending/.test(status))
  switch (change) {
    case 'flip':
      if (rule) rule.enabled = !rule.enabled
      return
    case 'enable':
    case 'disable':
      if (rule) rule.enabled = change === 'enable'
      return
    case 'reach all':
    case 'reach few':
      if (rule) rule.targets = change === 'reach all' ? [...all] : [...few]
      return
    case 'delete':
      state.rules = state.rules.filter((one) => one !== rule)
      state.groups = state.groups.filter(({ displayName }) => displayName !== name)
      return
    case 'restore':
      stage.restore(name)
      return
    case 'validation on':
    case 'validation off':
      state.settings.enable_change_request = change === 'validation on'
      state.settings.enable_validate_all = change === 'validation on'
      return
    case 'reason mandatory':
    case 'reason optional':
      state.settings.mandatory_change_message = change === 'reason mandatory'
      return
    case 'deploy':
      if (open) stage.rudder.deploy(open.id)
      return
    case 'decline':
      if (open) stage.rudder.cancel(open.id)
  }
}
