import { type LocalRudder, startRudder } from 'local-rudder'

/** How large a fleet is; the document about all of it has about 300 bytes for each rule of each node. */
export interface Size {
  readonly nodes: number
  readonly rules: number
}

/** A local Rudder whose every rule is on every node, with a directive of several components, and names as long as people make them. */
export const startLargeRudder = async ({ nodes, rules }: Size): Promise<LocalRudder> => {
  const local = await startRudder({ nodes })
  const directives = local.state.directives.filter(({ enabled }) => enabled)
  for (const directive of directives) directive.components = ['Package', 'File', 'Permissions', 'Service']
  const like = local.state.rules.filter(({ enabled }) => enabled)
  local.state.rules = Array.from({ length: rules }, (_, n) => ({
    ...(like[n % like.length] as (typeof like)[number]),
    id: `5e1f0000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    displayName: `${like[n % like.length]?.displayName}: baseline of all servers, part ${n}, as in the policy of 2026 (owner: platform team; looked at again every quarter)`,
    directives: [directives[n % directives.length]?.id ?? ''],
    targets: ['special:all'],
  }))
  return local
}

/** What reads the whole of it in one answer. */
export const largePath = '/api/latest/compliance/nodes?level=2'
