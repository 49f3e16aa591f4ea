import { covers } from '../vault/scope.ts'
import type { SettingsFile } from './settings-file.ts'
import type { Systems } from './systems.ts'

/** Sentences about approvals that look at tags if the bot has no token to read them with. */
export const tagWarnings = (
  { connections, approvals }: Pick<SettingsFile, 'connections' | 'approvals'>,
  systems: Systems,
): readonly string[] =>
  Object.entries(connections).flatMap(([id, { tokens }]) => {
    const system = id.split('/')[0] ?? ''
    const looks = approvals.some(
      ({ when, scopes, connections: where }) =>
        when?.tags !== undefined &&
        (where?.includes(id) ?? true) &&
        scopes.some((scope) => scope.startsWith(`${system}:`)),
    )
    if (!looks) return []
    // One that is for some objects only does not serve the list of all.
    const served = tokens.filter(({ only }) => only === undefined).flatMap(({ scopes }) => scopes)
    const missing = (systems[system]?.tags ?? []).filter((scope) => !served.some((pattern) => covers(pattern, scope)))
    return missing.map(
      (scope) =>
        `${id} has no token for ${scope}, and approvals: looks at tags there. Tags that can't be read count as a match, so more changes need the approvals of that entry. Give a token of ${id} that scope.`,
    )
  })
