import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startListening } from './state/start-listening.ts';
import './theme/tokens.css';
import './theme/fonts.css';
import './theme/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
startListening();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
