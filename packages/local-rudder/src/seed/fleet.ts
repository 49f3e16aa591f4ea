import type { Node } from '../state.ts'
import { idOf } from './id.ts'

/** A seeded node with what groups are made from. */
export interface Machine extends Node {
  readonly role: string
  readonly site: string
}

const [paris, lyon, frankfurt, amsterdam, montreal] = ['paris1', 'lyon2', 'fra1', 'ams3', 'mtl1'] as const
const sites = [
  ...[paris, lyon, frankfurt, amsterdam, paris, lyon, frankfurt, amsterdam, paris, montreal],
  ...[paris, lyon, frankfurt, amsterdam, paris, lyon, frankfurt, amsterdam, paris, montreal],
]
/** The names of the sites, which are the middle of every host name. */
export const siteNames = [...new Set(sites)]

const servers = ['web', 'web', 'app', 'db', 'web', 'jump', 'app', 'cache', 'web', 'db']
const edges = ['edge', 'web', 'edge', 'edge', 'web', 'edge', 'edge', 'web', 'edge', 'edge']

const systems = [
  {
    type: 'Linux',
    name: 'Debian',
    version: '12.5',
    fullName: 'Debian GNU/Linux 12 (bookworm)',
    kernelVersion: '6.1.0',
  },
  { type: 'Linux', name: 'Ubuntu', version: '22.04', fullName: 'Ubuntu 22.04.4 LTS', kernelVersion: '5.15.0' },
  { type: 'Linux', name: 'Redhat', version: '9.3', fullName: 'Red Hat Enterprise Linux 9.3', kernelVersion: '5.14.0' },
]

const root: Machine = {
  id: 'root',
  hostname: 'rudder.acme.net',
  role: 'rudder',
  site: 'root',
  policyMode: 'default',
  os: { type: 'Linux', name: 'Debian', version: '12.5', fullName: 'Debian GNU/Linux 12', kernelVersion: '6.1.0' },
  ipAddresses: ['10.0.0.2'],
  ram: 17_179_869_184,
  properties: [],
  policyServer: true,
  silent: false,
  pending: false,
  lastRunAt: 0,
}

/** `count` managed nodes over five sites, named like `web-114.lyon2.acme.net`, and after them the policy server `root`. */
export function fleetOf(count: number): Machine[] {
  const perSite = new Map<string, number>()
  const perName = new Map<string, number>()
  const next = (counts: Map<string, number>, key: string): number => {
    const value = counts.get(key) ?? 0
    counts.set(key, value + 1)
    return value
  }
  const machines = Array.from({ length: count }, (_, at): Machine => {
    const site = sites[at % sites.length] ?? paris
    const here = next(perSite, site)
    const role = (site === lyon ? edges : servers)[here % 10] ?? 'web'
    const number = next(perName, `${role} ${site}`) + (role === 'web' || role === 'edge' ? 101 : 1)
    const hostname = `${role}-${String(number).padStart(2, '0')}.${site}.acme.net`
    return {
      id: idOf('node', hostname),
      hostname,
      role,
      site,
      policyMode: role === 'cache' && site === montreal ? 'audit' : 'default',
      os: systems[at % systems.length] ?? root.os,
      ipAddresses: [`10.${siteNames.indexOf(site) + 1}.${Math.floor(here / 250)}.${(here % 250) + 1}`],
      ram: 4_294_967_296 * (1 + (at % 4)),
      properties: [{ name: 'site', value: site }],
      policyServer: false,
      silent: false,
      pending: false,
      lastRunAt: 0,
    }
  })
  return [...machines, root]
}
