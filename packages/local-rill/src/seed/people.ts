import type { Service, User } from '../state.ts'

const token = (word: string): string => `rill_svc_${word}LocalRill`.padEnd(40, '0')

/** The tokens of the services, by what each is there to show. */
export const tokens = {
  /** A project admin: the only kind that may make tokens for people. */
  admin: token('admin'),
  editor: token('editor'),
  viewer: token('viewer'),
  /** A viewer whose attributes are those of somebody at globex.com. */
  globex: token('globex'),
  /** Of the organization, without a role in the project. */
  outsider: token('outsider'),
  expired: token('expired'),
  revoked: token('revoked'),
  /** Well-formed, and known to nobody. */
  unknown: token('unknown'),
} as const

const service = (name: string, secret: string, role: Service['role'], more: Partial<Service> = {}): Service => ({
  name,
  token: secret,
  role,
  attributes: {},
  state: 'valid',
  ...more,
})

/** Who has a token that is no person. */
export const services = (): Service[] => [
  service('svc-admin', tokens.admin, 'admin', { attributes: { team: 'bot' } }),
  service('svc-editor', tokens.editor, 'editor'),
  service('svc-viewer', tokens.viewer, 'viewer'),
  service('svc-globex', tokens.globex, 'viewer', { attributes: { domain: 'globex.com' } }),
  service('svc-outsider', tokens.outsider, 'none'),
  service('svc-expired', tokens.expired, 'admin', { state: 'expired' }),
  service('svc-revoked', tokens.revoked, 'admin', { state: 'revoked' }),
]

const member = ['autogroup:users', 'autogroup:members']
const guest = ['autogroup:users', 'autogroup:guests']

/** Who has an account of Rill; anybody else gets a token all the same. */
export const users = (): User[] => [
  { email: 'ana@acme.com', name: 'Ana Acme', admin: false, groups: guest, attributes: { min_price: 5, region: 'eu' } },
  { email: 'owner@corp.example', name: 'Olga Owner', admin: true, groups: member, attributes: {} },
  { email: 'nora@nowhere.example', name: 'Nora', admin: false, groups: [], attributes: {} },
]
