import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

test('nothing set is a complete demonstration', () => {
  expect(readEnv({})).toMatchObject({ PORT: 3000, DEMO: true, DATA_FOLDER: '.data', TRUST_PROXY: 0 });
});

test('an empty variable is one that is not set', () => {
  expect(readEnv({ PORT: '', DATABASE_URL: '' }).PORT).toBe(3000);
});

describe('a wrong variable stops the start with a sentence that names it', () => {
  test.each([
    ['PORT', 'trois mille'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'passerelle.fr'],
    ['DATABASE_POOL', '0'],
    ['DEMO', 'maybe'],
    ['BASEMAP', 'google'],
    ['SMS_URL', 'sms'],
    ['LOG_LEVEL', 'bavard'],
    ['TRUST_PROXY', '-1'],
  ])('%s=%s', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(`${name} vaut « ${value} »`);
  });

  test('several at once are all named', () => {
    expect(() => readEnv({ PORT: 'x', DEMO: 'y' })).toThrow(/PORT[\s\S]*DEMO/);
  });

  test.each([
    ['SECRET_KEY', 'too-short'],
    ['DATABASE_URL', 'mysql://me:hunter2@host/db'],
    ['SMTP_URL', 'http://me:hunter2@host'],
  ])('the value of %s is not repeated', (name, value) => {
    const attempt = () => readEnv({ [name]: value });
    expect(attempt).toThrow(name);
    expect(attempt).not.toThrow(value);
  });
});
