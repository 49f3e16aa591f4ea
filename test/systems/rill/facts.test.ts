import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Proof = readonly [file: string, name: string]

const [identity, args, captures, calls] = ['identity', 'arguments', 'captures', 'calls'].map(
  (name) => `${name}.test.ts`,
) as [string, string, string, string]
const recorded: Proof = [captures, 'each recorded answer of an operation of ours is parsed, or taken for what it is']
const values: Proof = [args, 'nothing that is sent could be more than a value, and no value is of another type']

/** What was measured on a real Rill v0.88.4 and the client relies on, and the test of each. */
const facts: Readonly<Record<string, Proof>> = {
  'A1: a handshake without an identity gives the admin token': [
    identity,
    'the token of the settings is used for the handshake and for nothing else',
  ],
  'A1: a token that comes back is checked': [identity, 'a token that is not what was asked for is thrown away'],
  'A1: an admin of Rill sees every row': [identity, 'an admin of Rill reads only where the settings name the e-mail'],
  'A2: an e-mail becomes text of policies': [
    'sent-identity.test.ts',
    'an e-mail is sent only if it is text and nothing else in a policy',
  ],
  'A3: the name of an API is a path': [
    args,
    'a name of an API is one plain segment that is none of Rill’s own routes, or no request is built',
  ],
  'A4: an error shows SQL, policies and hosts': [
    calls,
    'what Rill says of an error, with SQL and policies in it, is nowhere in the answer',
  ],
  'A5: Rill enforces no access of an API': [
    calls,
    'the settings alone decide who may call an API, because Rill doesn’t enforce its `security.access`',
  ],
  'A6: the order of columns is lost': [calls, 'two people get their own rows of one call'],
  'A7: integers beyond 2^53 are bare numbers': recorded,
  'A8: 404 and 400 right after a deployment': [
    identity,
    'right after a deployment a call is made once more after 3 seconds',
  ],
  'A9: resources show policies': recorded,
  'A10: a token can’t be called back, so it lives briefly': [identity, 'it is made anew a minute before its end'],
  'A11: membership is checked by nobody': [
    identity,
    'an account that is gone, also with a token that would still be good',
  ],
  'B1.1: arguments are not escaped': values,
  'B1.1: a large JSON number is written 1e+06, so it is text': values,
  'B1.1: priority and execution_time are Rill’s own': [
    args,
    'an argument that nobody declares is refused, and so is one that Rill takes for itself',
  ],
  'B1.1: a wrong name of an argument is silent': [args, 'an argument or a name that nobody declared is in no request'],
  'B1.2: a closed connection stops the query': [
    identity,
    'a call that nobody waits for is closed, which stops the query',
  ],
  'B1.2: the row cap is a 400 or a 500': recorded,
  'B1.3: errors come in three shapes': recorded,
  'B1.3: a missing attribute gives an empty answer': [calls, 'an empty answer says with whose rights it was read'],
  'B1.4: the token of a project admin only': [
    identity,
    'the token of the settings is used for the handshake and for nothing else',
  ],
  'B1.5: the host in the answer is not used': [
    identity,
    'it is sent to the address of the connection only, whatever host the handshake names',
  ],
  'B1.5: an expired token is a 401 in plain text': [
    identity,
    'one that has come to its end at Rill is replaced once, and the read made again',
  ],
  'B1.6: a local Rill asks for no token and enforces no policy': [
    identity,
    'a local Rill is asked without a token, and nobody is looked up',
  ],
  'B1.7: no schema is enforced': values,
  'B1.8: values of a metrics query are parameters': [
    'metrics.test.ts',
    'whatever is typed, only names of the view are sent, and what else was typed is a value and nothing more',
  ],
  'B1.8: a stretch of time has moments with their zone': [
    'metrics.test.ts',
    'from %s until %s, on the clock of the zone',
  ],
  'B1.8: a day that begins in Berlin is a moment of the day before': [
    'metrics.test.ts',
    'columns come in the order of the schema, with their names, units and types, and time on the clock of the zone',
  ],
  'A6: only one route tells the order and types of columns': [
    'ask-metrics.test.ts',
    'two people ask the same of a metrics view, and each gets what the policy lets them see',
  ],
  'B1.8: only known keys of a metrics query are sent, and no other resolver': [
    'settings.test.ts',
    'a query for raw rows, by another resolver, or in SQL is not built',
  ],
  'B1.5: a misspelt field is dropped': [
    'settings.test.ts',
    'a handshake without exactly one identity, or with a field misspelt, is not built',
  ],
}

test.for(Object.entries(facts))('%s', ([, [file, name]]) => {
  expect(readFileSync(join(import.meta.dirname, file), 'utf8')).toContain(name)
})
