import { ChevronDown, CircleQuestionMark, FileCheck2, Moon, Plus, SquareChevronRight, Sun, SunMoon } from 'lucide-react';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { instantText } from '../parts/instant-text.ts';
import { Key } from '../parts/key.tsx';
import { Menu } from '../parts/menu.tsx';
import { VisibleText } from '../parts/visible-text.tsx';
import { visibleString } from '../parts/visible-characters.ts';
import { setTheme, showOverlay, toggleZone, useApp, type Theme } from '../state/app-state.ts';
import { chooseCase, closeCase, createCase, loadRecent, openCase, useCase } from '../state/case-state.ts';
import { chooseFilesToImport, chooseFolderToImport } from '../state/import-state.ts';
import { ClockStrip } from './clock-strip.tsx';
import { keyLabel } from './key-match.ts';
import { useMac } from './platform.ts';
import { SearchBox } from './search-box.tsx';
import styles from './top-bar.module.css';

export function TopBar() {
  const caseName = useCase((state) => state.current?.name ?? null);
  const mac = useMac();
  return (
    <header className={styles.bar}>
      <span className={styles.logo}>
        <Icon of={FileCheck2} />
      </span>
      {caseName === null ? (
        <>
          <strong className={styles.name}>Proofline</strong>
          <span className={styles.space} />
          <Button look="quiet" small onClick={() => void chooseCase()}>
            Open case… <Key>{keyLabel('Mod+O', mac)}</Key>
          </Button>
          <Button look="quiet" small onClick={() => showOverlay('palette')}>
            Commands <Key>{keyLabel('Mod+K', mac)}</Key>
          </Button>
        </>
      ) : (
        <>
          <CaseMenu name={caseName} />
          <SearchBox />
          <ZoneToggle />
          <ClockStrip />
          <ImportMenu />
          <IconButton icon={SquareChevronRight} label="Commands" shortcut={keyLabel('Mod+K', mac)} onClick={() => showOverlay('palette')} />
        </>
      )}
      <ThemeToggle />
      <IconButton icon={CircleQuestionMark} label="Keyboard shortcuts" shortcut="?" onClick={() => showOverlay('shortcuts')} />
    </header>
  );
}

function CaseMenu({ name }: { readonly name: string }) {
  const recent = useCase((state) => state.recent);
  const path = useCase((state) => state.current?.path);
  const others = recent.filter((entry) => entry.found && entry.path !== path).slice(0, 8);
  return (
    <Menu
      label="Case"
      onOpen={() => void loadRecent()}
      trigger={
        <button type="button" className={styles.case} title={visibleString(path ?? name)}>
          <span className={styles.caseName}>
            <VisibleText text={name} />
          </span>
          <Icon of={ChevronDown} size="xs" />
        </button>
      }
      items={[
        ...others.map((entry) => ({ id: entry.path, title: entry.name, onChoose: () => void openCase(entry) })),
        ...(others.length > 0 ? [null] : []),
        { id: 'open', title: 'Open a case…', onChoose: () => void chooseCase() },
        { id: 'new', title: 'New case…', onChoose: () => void createCase() },
        { id: 'close', title: 'Close the case', onChoose: () => void closeCase() },
      ]}
    />
  );
}

function ImportMenu() {
  return (
    <Menu
      label="Import"
      align="end"
      trigger={
        <Button small icon={Plus}>
          Import
        </Button>
      }
      items={[
        { id: 'files', title: 'Files…', onChoose: () => void chooseFilesToImport() },
        { id: 'folder', title: 'A folder…', onChoose: () => void chooseFolderToImport() },
      ]}
    />
  );
}

/** The offset is of now; a moment in winter carries its own. */
function ZoneToggle() {
  const zone = useApp((state) => state.zone);
  const offset = instantText(new Date().toISOString(), zone)?.offset ?? '';
  return (
    <Button look="quiet" small onClick={toggleZone} aria-label={zone === 'utc' ? 'Times in UTC. Show local time' : 'Times in local time. Show UTC'} title="z">
      {zone === 'utc' ? 'UTC +00:00' : `Local ${offset === 'Z' ? '+00:00' : offset}`}
    </Button>
  );
}

const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const themeIcons = { system: SunMoon, light: Sun, dark: Moon } as const;
const themeWords = { system: 'Theme follows the system', light: 'Theme: light', dark: 'Theme: dark' } as const;

function ThemeToggle() {
  const theme = useApp((state) => state.theme);
  return <IconButton icon={themeIcons[theme]} label={themeWords[theme]} onClick={() => setTheme(nextTheme[theme])} />;
}
