import { expect, test } from 'vitest'
import { barePlaceholders } from '../../../src/systems/redash/parameters/bare.ts'

test.for<readonly [sql: string, bare: readonly string[]]>([
  ["SELECT '{{ a }}', {{ b }}", ['b']],
  ["SELECT '{{ a }}' WHERE x = {{ a }}", ['a']],
  ['ILIKE \'%{{ a }}%\' AND "{{ b }}" = `{{ c }}`', []],
  ["SELECT 'it''s', '{{ a }}', {{& b }}", ['b']],
  ['-- {{ a }}', ['a']],
  ["SELECT 'it\\'s', '{{ a }}'", ['a']],
  ["SELECT 'never closed {{ a }}", ['a']],
  ["-- don't\nSELECT {{ a }}, '{{ b }}'", ['a']],
  ["/* don't */ SELECT {{ a }} /* {{ b }} */", ['a', 'b']],
  ["SELECT '-- {{ a }}', '/* {{ b }}'", []],
  ["SELECT '{{ a }}' -- the end", []],
  ['{{ a', ['a']],
  ["SELECT 1 # it's\nWHERE a = {{x}} # don't", ['x']],
  ["SELECT $$it's$$, {{x}}, $$don't$$", ['x']],
  ["SELECT $t$it's$t$, {{x}}, $t$don't$t$", ['x']],
  ["SELECT $a{{y}}$it's$a{{y}}$, {{x}}, $a{{y}}$don't$a{{y}}$", ['y', 'x']],
  ["SELECT [it's], {{x}}, [b']", ['x']],
  ["SELECT '{{ #a }}', '$1', '{{ b[0] }}', '{{ $$ }}'", []],
])('%s has outside quotes: %j', ([sql, bare]) => expect([...barePlaceholders(sql)]).toEqual(bare))
