/** Passwords seen in every leaked list that pass the length rule, and what people here would try first. */
const COMMON = [
  '123456789012',
  '1234567890123',
  '12345678901234',
  '111111111111',
  '000000000000',
  'azertyuiop12',
  'azertyuiop123',
  'azertyuiopqs',
  'qwertyuiop12',
  'qwertyuiop123',
  'motdepasse12',
  'motdepasse123',
  'motdepasse1234',
  'password1234',
  'password12345',
  'passwordpassword',
  'motdepassemotdepasse',
  'iloveyou1234',
  'bonjourbonjour',
  'passerelle12',
  'passerelle123',
  'passerelle2026',
  'passnumerique',
  'metropoledelyon',
];

export type PasswordFlaw = 'TOO_SHORT' | 'TOO_LONG' | 'COMMON' | 'LIKE_EMAIL';

/**
 * What is wrong with a new password, or null. Length counts, not its composition (OWASP ASVS 5, 6.2).
 */
export function passwordFlaw(password: string, email: string): PasswordFlaw | null {
  const length = [...password].length;
  if (length < 12) return 'TOO_SHORT';
  if (length > 200) return 'TOO_LONG';
  const plain = password.toLowerCase();
  if (COMMON.includes(plain) || new Set(plain).size <= 3) return 'COMMON';
  const name = email.split('@')[0] ?? '';
  return plain.includes(email) || (name.length >= 5 && plain.replace(name, '').length < 6) ? 'LIKE_EMAIL' : null;
}
