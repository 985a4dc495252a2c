// The door of the dashboard page: joins VS Code's channel, the calls over it, and the page.
import { RpcEndpoint } from '../../../src/shared/rpc';
import { speakPageLanguage } from '../../bridge/pageLanguage';
import { PagePort } from '../../bridge/pagePort';
import { takeVsCodeApi } from '../../bridge/vscodeApi';
import { Dashboard } from './dashboard';
import { tileKinds } from './tileKinds';
import './dashboard.css';

speakPageLanguage();
const api = takeVsCodeApi();
const onError = (error: unknown): void => console.error('trackside:', error);
const host = new RpcEndpoint(new PagePort(api), onError);
new Dashboard({ api, host, kinds: tileKinds, inEditor: true, onError }).start(document.body);
