import { request } from 'node:http'
import type { LocalRill } from '../src/index.ts'
import type { Capture } from './captures.ts'

/** What ours answered. */
export interface Ours {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** The tokens of the recorded requests, as they are named there. */
const tokenOf = (cloud: LocalRill, label: string): string => {
  const { tokens } = cloud
  const services: Readonly<Record<string, string>> = {
    'svc-admin': tokens.admin,
    'svc-admin2': tokens.admin,
    'svc-orgadmin': tokens.admin,
    'owner-token': tokens.admin,
    'service-token': tokens.admin,
    'svc-editor': tokens.editor,
    'svc-viewer': tokens.globex,
    'svc-viewer-plain': tokens.viewer,
    'svc-orgviewer': tokens.outsider,
    'svc-orgguest': tokens.outsider,
    'svc-otherproject': tokens.outsider,
    'nora-pat': tokens.outsider,
    'svc-admin-expired': tokens.expired,
    'svc-admin-revoked': tokens.revoked,
  }
  const ana = { admin: false, domain: 'acme.com', email: 'ana@acme.com', min_price: 5, name: 'Ana Acme', region: 'eu' }
  const ofEmail = (email: string) => ({ admin: false, domain: email.slice(email.lastIndexOf('@') + 1), email })
  const person = (attr: object) => () => cloud.tokenWith({ attr })
  const people: Readonly<Record<string, () => string>> = {
    'jwt-ana': person({ ...ana, groups: ['autogroup:users', 'autogroup:guests'] }),
    'ana-pat': person(ana),
    'jwt-bot-ana': person(ana),
    'jwt-zoe': person(ofEmail('zoe@globex.com')),
    'jwt-obrien': person(ofEmail("pat.o'brien@acme.com")),
    'jwt-quoted': person(ofEmail(`"x' OR 1=1 OR 'a'='"@acme.com`)),
    'jwt-empty-attrs': person({}),
    'jwt-neither': person({ admin: true, name: 'svc-admin', team: 'bot' }),
    'jwt-ttl1': () => cloud.tokenWith({ attr: {}, ttl: -1 }),
    'jwt-no-readapi': () => cloud.tokenWith({ attr: {}, ins: { [cloud.state.instance]: [23, 21] } }),
    'jwt-wrong-audience': () => cloud.tokenWith({ attr: {}, aud: ['http://other.example'] }),
    'jwt-wrong-key': () => `${cloud.tokenWith({ attr: {} }).slice(0, -4)}aaaa`,
  }
  return services[label] ?? people[label]?.() ?? label
}

/** A token for trying policies locally, as its label describes it. */
const devToken = (local: LocalRill, label: string): string => {
  const [email = ''] = /[\w.'+-]+@[\w.]+/.exec(label) ?? []
  const [name, domain] = email.split('@')
  const [, groups] = /groups (\S+)/.exec(label) ?? []
  const [, odd] = /domain=(.*)$/.exec(label) ?? []
  const attr = {
    ...(email !== '' && { email, domain, name }),
    ...(!label.includes('no attributes') && { admin: / admin/.test(label) && !/non-admin|only/.test(label) }),
    ...(odd !== undefined && { domain: odd, email: odd }),
    ...(groups !== undefined && { groups: groups.split(',') }),
    ...(label.includes('min_price') && { min_price: 5 }),
  }
  return local.tokenWith({ attr, ins: { default: label.includes('perm=') ? [1] : [25, 23, 21, 27] } })
}

const bearer = ({ cloud, local }: Servers, { request: { headers } }: Capture): string | undefined => {
  const given = headers.authorization
  if (given === undefined) return undefined
  const [, label = ''] = /^bearer \{(.*)\}$/i.exec(given) ?? []
  if (label === '') return given
  return `Bearer ${/dev-jwt/.test(label) ? devToken(local, label) : tokenOf(cloud, label)}`
}

/** The two halves. */
export interface Servers {
  readonly cloud: LocalRill
  readonly local: LocalRill
}

/** Asks ours what was asked of the real one, byte for byte in the path. */
export async function replay(servers: Servers, capture: Capture): Promise<Ours> {
  const { method, path, headers, body } = capture.request
  const isLocal = headers.host === '127.0.0.1:19009'
  const { origin } = isLocal ? servers.local : servers.cloud
  const authorization = bearer(servers, capture)
  const type = headers['content-type']
  return new Promise((resolve, reject) => {
    const asked = request(
      origin,
      {
        method,
        path: path.replace('{instance-ads}', servers.cloud.state.instance),
        headers: {
          ...(authorization && { authorization }),
          ...(type && { 'content-type': type }),
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: (response.headers['content-type'] ?? '').split(';')[0] ?? '',
            body: text,
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
