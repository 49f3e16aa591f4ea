import type { Capture } from './captures.ts'
import type { Servers } from './replay.ts'

/** What was so on the real server when this was recorded, and is not in the captures. */
export function prepared({ cloud, local }: Servers, { number, request: { path } }: Capture): void {
  const { state, faults } = cloud
  const [, project = 'ads'] = /\/projects\/([a-z]+)/.exec(path) ?? []
  const isOther = project === 'pub' || project === 'nodepl'
  state.project = isOther ? project : 'ads'
  state.isPublic = project === 'pub'
  state.isDeployed = project !== 'nodepl'
  state.instance = project === 'pub' ? 'b2c94f10aa3d4e55' : '5f0a2f8e1c7d4b39'
  faults.runtimeDown = number === '995'
  state.handshakes.clear()
  state.mostHandshakes = number === '990' ? 0 : 180
  local.state.settling = number === '025' ? ['missing'] : number === '026' ? ['invalid'] : []
}
