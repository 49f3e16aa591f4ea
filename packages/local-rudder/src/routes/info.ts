import type { Call, Route } from '../route.ts'

const documentation = 'https://docs.rudder.io/api/'

const stage = (call: Call, version: number) => ({
  version,
  status: version === call.server.versions.at(-1) ? 'maintained' : 'deprecated',
})

const here = (call: Call) => call.server.routes.filter((route) => route.present?.(call.state) ?? true)

const versionsOf = (call: Call, route: Route) => call.server.versions.filter((one) => one >= (route.since ?? 0))

const overview = (call: Call, routes: readonly Route[]) => ({
  documentation,
  availableVersions: {
    latest: call.server.versions.at(-1),
    all: call.server.versions.map((version) => stage(call, version)),
  },
  endpoints: routes
    .filter((route) => versionsOf(call, route).length > 0)
    .map((route) => ({
      [route.name]: route.about,
      [route.method]: `[${versionsOf(call, route).join(',')}] /${route.path}`,
    })),
})

function explained(call: Call, name: string): unknown {
  const found = here(call).filter((route) => route.name === name)
  const [first] = found
  if (!first) return { documentation, error: `No endpoint with name '${name}' defined.` }
  const addresses = found.flatMap((route) =>
    versionsOf(call, route).map((version) => ({
      [route.method]: `/api/${version}/${route.path}`,
      version: stage(call, version),
    })),
  )
  return { documentation, [name]: first.about, endpoints: addresses }
}

/** What the server offers: its versions and endpoints, not the rights of the caller. */
export const info: readonly Route[] = [
  {
    name: 'apiGeneralInformations',
    about: 'Get information about Rudder public API',
    method: 'GET',
    path: 'info',
    answer: (call) => ({ data: overview(call, here(call)) }),
  },
  {
    name: 'apiInformations',
    about: 'Get detailed information about Rudder public API with the given name',
    method: 'GET',
    path: 'info/details/{id}',
    answer: (call) => ({ data: explained(call, call.parameters[0] ?? '') }),
  },
  {
    name: 'apiSubInformations',
    about: 'Get information about Rudder public API starting with given path',
    method: 'GET',
    path: 'info/{id}',
    answer: (call) => ({
      data: overview(
        call,
        here(call).filter((route) => route.path.split('/')[0] === call.parameters[0]),
      ),
    }),
  },
]
