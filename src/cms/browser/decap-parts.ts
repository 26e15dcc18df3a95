/**
 * The parts of Decap that our forms use, put together as `decap-cms-app` does with all of them; a backend is added when it is
 * bundled (src/server/decap-bundle.ts). All parts come with `decap-cms-app`, which pins their versions. A kind of field that src/cms/decap.ts does not write needs its widget here.
 */
import createReactClass from 'create-react-class';
import { DecapCmsCore as CMS } from 'decap-cms-core';
import image from 'decap-cms-editor-component-image';
import { en, zh_Hans } from 'decap-cms-locales';
import BooleanField from 'decap-cms-widget-boolean';
import DateTimeField from 'decap-cms-widget-datetime';
import FileField from 'decap-cms-widget-file';
import ImageField from 'decap-cms-widget-image';
import ListField from 'decap-cms-widget-list';
import MarkdownField from 'decap-cms-widget-markdown';
import NumberField from 'decap-cms-widget-number';
import ObjectField from 'decap-cms-widget-object';
import RelationField from 'decap-cms-widget-relation';
import SelectField from 'decap-cms-widget-select';
import StringField from 'decap-cms-widget-string';
import TextField from 'decap-cms-widget-text';
import { createElement } from 'react';

CMS.registerWidget([StringField, NumberField, TextField, ImageField, FileField, SelectField, MarkdownField, ListField, ObjectField, RelationField, BooleanField, DateTimeField].map((field) => field.Widget()));
CMS.registerEditorComponent(image);
CMS.registerLocale('en', en);
CMS.registerLocale('zh_Hans', zh_Hans);
Object.assign(window, { CMS, createClass: createReactClass, h: createElement });

export { CMS };
