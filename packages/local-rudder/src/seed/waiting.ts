import type { Node } from '../state.ts'
import { certificates } from './certificates.ts'
import { idOf } from './id.ts'

const debian = {
  type: 'Linux',
  name: 'Debian',
  version: '12.5',
  fullName: 'Debian GNU/Linux 12',
  kernelVersion: '6.1.0',
}

const lines: readonly (readonly [hostname: string, address: string, certificate: string])[] = [
  ['web-190.lyon2.acme.net', '10.2.9.190', certificates.web],
  ['db-90.fra1.acme.net', '10.3.9.90', certificates.db],
  ['laptop<!here>.acme.net', '192.168.7.14', certificates.laptop],
]

/** Three nodes that wait to be accepted, one of which nobody should accept. */
export const waitingOf = (): Node[] =>
  lines.map(([hostname, address, certificate]) => ({
    id: idOf('node', hostname),
    hostname,
    policyMode: 'default',
    os: { ...debian },
    ipAddresses: [address],
    certificate,
    ram: 4_294_967_296,
    properties: [],
    policyServer: false,
    silent: false,
    lastRunAt: 0,
    pending: true,
  }))
