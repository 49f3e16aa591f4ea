import { Refused } from '../refused.ts'
import type { Route } from '../route.ts'

/** The global settings and properties, to be read. */
export const settings: readonly Route[] = [
  {
    name: 'getAllSettings',
    about: 'Get information about all Rudder settings',
    method: 'GET',
    path: 'settings',
    answer: ({ state }) => ({
      data: {
        settings: Object.fromEntries(Object.entries(state.settings).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      },
    }),
  },
  {
    name: 'getSetting',
    about: 'Get information about given Rudder setting',
    method: 'GET',
    path: 'settings/{id}',
    answer: ({ state, parameters: [key = ''] }) => {
      if (Object.hasOwn(state.settings, key)) return { id: key, data: { settings: { [key]: state.settings[key] } } }
      const text = `Could not get parameter '${key}' <- '${key}' is not a valid settings key`
      throw new Refused(text, { id: key, raw: true })
    },
  },
  {
    name: 'listParameters',
    about: 'List all global parameters',
    method: 'GET',
    path: 'parameters',
    answer: ({ state }) => ({ data: { parameters: state.properties } }),
  },
  {
    name: 'parameterDetails',
    about: 'Get information about the given parameter',
    method: 'GET',
    path: 'parameters/{id}',
    answer: ({ state, parameters: [id = ''] }) => {
      const property = state.properties.find((one) => one.id === id)
      if (property) return { id, data: { parameters: [property] } }
      throw new Refused(`Could not find Parameter ${id}`)
    },
  },
]
