import type { Answer, Call, Route } from '../route.ts'

/** 8.0 gives three endpoints one name. */
const named = (call: Call, name: string, data: unknown): Answer => ({
  data,
  action: call.server.versions.at(-1) === 18 ? 'getMethods' : name,
})

const all = ({ state }: Call): unknown => ({
  methods: Object.fromEntries(
    state.methods
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .map((method) => [
        method.id,
        {
          ...method,
          condition: { prefix: method.id, parameter: method.parameters[0]?.name ?? '' },
          agents: ['cfengine-community', 'dsc'],
        },
      ]),
  ),
})

const categories = ({ state }: Call): unknown => ({
  techniqueCategories: {
    name: '/',
    path: '',
    id: '/',
    subCategories: [...new Set(state.techniques.map(({ category }) => category))].map((id) => ({
      name: id,
      path: id,
      id,
      subCategories: [],
    })),
  },
})

/** The methods, an object by their ids, and the categories of techniques. */
export const methods: readonly Route[] = [
  {
    name: 'techniqueCategories',
    about: 'Get all technique categories',
    method: 'GET',
    path: 'techniques/categories',
    answer: (call) => named(call, 'techniqueCategories', categories(call)),
  },
  {
    name: 'methods',
    about: 'Get generic methods metadata',
    method: 'GET',
    path: 'methods',
    answer: (call) => named(call, 'methods', all(call)),
  },
  {
    name: 'reloadMethods',
    about: 'Reload methods metadata from file system',
    method: 'POST',
    path: 'methods/reload',
    writes: true,
    answer: (call) => named(call, 'reloadMethods', all(call)),
  },
]
