import { describe, expect, it } from 'vitest';
import { appHome } from './app-home.ts';

describe('the home folder', () => {
  it('is where PROOFLINE_HOME says, on every system', () => {
    for (const platform of ['linux', 'darwin', 'win32']) expect(appHome({ platform, env: { PROOFLINE_HOME: '/x' }, userHome: '/home/a' })).toBe('/x');
  });

  it('follows each system’s own place otherwise', () => {
    expect(appHome({ platform: 'linux', env: {}, userHome: '/home/a' })).toBe('/home/a/.local/share/proofline');
    expect(appHome({ platform: 'linux', env: { XDG_DATA_HOME: '/data' }, userHome: '/home/a' })).toBe('/data/proofline');
    expect(appHome({ platform: 'darwin', env: {}, userHome: '/Users/a' })).toBe('/Users/a/Library/Application Support/Proofline');
    expect(appHome({ platform: 'win32', env: { APPDATA: 'C:\\Users\\a\\AppData\\Roaming' }, userHome: 'C:\\Users\\a' })).toBe('C:\\Users\\a\\AppData\\Roaming\\Proofline');
  });

  it('ignores a relative XDG_DATA_HOME and an empty PROOFLINE_HOME', () => {
    expect(appHome({ platform: 'linux', env: { XDG_DATA_HOME: 'data', PROOFLINE_HOME: '' }, userHome: '/home/a' })).toBe('/home/a/.local/share/proofline');
  });
});
