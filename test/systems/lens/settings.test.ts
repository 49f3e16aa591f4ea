import { expect, test } from 'vitest'
import { settingsNames } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import { folderWith, mistakesOf } from '../../config/setup.ts'

const systems = settingsNames([])
const env = { KEY: 'the-key-of-the-test-0123456789' }

const read = (more: string) =>
  readConfig({
    env,
    systems,
    folder: folderWith(`
connections:
  lens/sales:
    url: https://acme.dataos.app/lens2/api/public:sales
${more}
    tokens:
      - name: key
        secret: env:KEY
        scopes: [lens:meta:read, lens:data:run]
`),
  })

test('what only Lens has is read, with what is left out', () => {
  expect(read('').connections[0]?.settings).toEqual({ auth: 'bearer', timezone: 'UTC' })
  const { settings } = read('    auth: apikey\n    timezone: Europe/Paris').connections[0] ?? {}
  expect(settings).toEqual({ auth: 'apikey', timezone: 'Europe/Paris' })
})

test.for<readonly [what: string, more: string, says: RegExp]>([
  ['another header', '    auth: cookie', /auth/],
  ['a zone that nobody has', '    timezone: Mars/Olympus', /timezone is not a time zone, such as Europe\/Paris/],
])('%s is a mistake that is named', ([, more, says]) => expect(mistakesOf(() => read(more))).toMatch(says))
