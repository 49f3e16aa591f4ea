import type { SettingsApi } from '../shapes/settings.ts'

/** What Rudder does with a directive on a node: it repairs, or it only checks. */
export type Mode = 'enforce' | 'audit'
/** The mode that a directive or a node has of its own; `default` if it has none. */
export type OwnMode = Mode | 'default'

/** The global mode, and whether directives and nodes may override it. */
export interface GlobalMode {
  readonly standard: Mode
  readonly overridable: boolean
}

/** Reads the global mode. */
export const readGlobalMode = async (api: SettingsApi): Promise<GlobalMode> => {
  const { policyMode, policyModeOverridable: overridable } = await api.settings()
  return { standard: policyMode === 'audit' ? 'audit' : 'enforce', overridable }
}

/** The mode that something has of its own, as Rudder writes it. */
export const ownMode = (policyMode: string | undefined): OwnMode =>
  policyMode === 'audit' || policyMode === 'enforce' ? policyMode : 'default'

/** The mode in which a directive runs on a node, as the server computes it (PolicyMode.directivePolicyMode). */
export const effectiveMode = ({ standard, overridable }: GlobalMode, node: OwnMode, directive: OwnMode): Mode => {
  if (!overridable) return standard
  if (node === 'audit') return 'audit'
  const own = directive === 'default' ? node : directive
  return own === 'default' ? standard : own
}

/** The verbs for giving a directive back the mode that it had: `enforce … again`. */
export const modeAgain = (mode: OwnMode) =>
  mode === 'default'
    ? { ask: 'set … to the default mode again', done: 'set … to the default mode again' }
    : { ask: `${mode} … again`, done: `set … to ${mode} again` }
