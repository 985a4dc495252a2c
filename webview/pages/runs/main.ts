// The door of the runs table page: joins VS Code's channel, the calls over it, and the page.
import { RpcEndpoint } from '../../../src/shared/rpc';
import { speakPageLanguage } from '../../bridge/pageLanguage';
import { PagePort } from '../../bridge/pagePort';
import { takeVsCodeApi } from '../../bridge/vscodeApi';
import { RunsPage } from './runsPage';
import './runs.css';

speakPageLanguage();
const api = takeVsCodeApi();
const report = (error: unknown): void => console.error('trackside:', error);
const host = new RpcEndpoint(new PagePort(api), report);
new RunsPage(host, report).start(document.body);
