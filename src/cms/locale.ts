/** Words that Decap's zh_Hans leaves in English or says clumsily. Laid over its own at start. */
export const ZH_ADDITIONS = {
  auth: { loginWithForgejo: '使用 Forgejo 登录' },
  collection: {
    sidebar: { collections: '栏目', allCollections: '所有栏目', searchAll: '在全部内容里查找' },
    collectionTop: { viewAsList: '列表', viewAsGrid: '网格' },
    entries: { unpublishedHeader: '未发布的内容' },
  },
  editor: {
    editorControl: { field: { widgetLabel: '%{widgetLabel}' } },
    editorControlPane: {
      widget: {
        required: '请填写“%{fieldLabel}”',
        regexPattern: '%{pattern}',
        rangeMin: '“%{fieldLabel}”至少 %{minCount} 项',
        rangeMax: '“%{fieldLabel}”最多 %{maxCount} 项',
      },
    },
    editorInterface: { toggleNotes: '显示或隐藏批注' },
    editorNotesPane: {
      title: '批注', emptyState: '还没有批注。', addNote: '添加批注', addPlaceholder: '写一条批注…', editPlaceholder: '修改批注…', save: '保存', cancel: '取消', edit: '修改', delete: '删除',
      resolve: '标为已处理', unresolve: '重新打开', confirmDelete: '确定删除这条批注吗？', shortcut: '按 Ctrl+Enter 快速添加',
    },
    editor: {
      onUnpublishing: '从网站下架？内容留成草稿，可以再发布；读者在原来的网址看到说明。',
    },
    editorToolbar: {
      backCollection: '返回“%{collectionLabel}”',
      inReview: '待审', unpublish: '从网站下架', unpublishing: '请稍候…', // said of a page that is on the site, while it is saved as well
      statusInfoTooltipDraft: '这是草稿。写好后把状态改为“待审”，提交审核。',
      statusInfoTooltipInReview: '正在审核，不需要再做什么；审核期间仍可修改。',
    },
    editorWidgets: {
      markdown: { strikethrough: '删除线', markdown: '源码', toggleMode: { rich: '切换到富文本', markdown: '切换到源码' } },
      image: { chooseMultiple: '选择多张图片', addMore: '再加图片', removeAll: '移除全部图片' },
      file: { chooseMultiple: '选择多个文件', addMore: '再加文件', removeAll: '移除全部文件' },
      datetime: { setToNow: '设为现在' },
      list: { addType: '添加%{item}' },
      object: { expand: '展开', collapse: '收起' },
    },
  },
  mediaLibrary: { mediaLibraryModal: { close: '关闭' } },
  ui: {
    settingsDropdown: { account: '账号' },
    toast: {
      noteAdded: '批注已添加', onFailToAddNote: '批注没有添加：%{details}', noteUpdated: '批注已修改', onFailToUpdateNote: '批注没有修改：%{details}', noteDeleted: '批注已删除', onFailToDeleteNote: '批注没有删除：%{details}',
      noteResolved: '批注已处理', noteReopened: '批注已重新打开', onFailToToggleNote: '批注状态没有改变：%{details}', onFailToPersist: '%{details}', entrySaved: '已保存', onFailToUpdateStatus: '%{details}', onFailToPublishEntry: '%{details}', onFailToUnpublishEntry: '%{details}', onFailToDelete: '%{details}',
    },
  },
  workflow: { workflow: { dateFormat: 'M月D日', workflowHeading: '草稿和审核', newPost: '新建条目' }, workflowList: { inReviewHeader: '待审' } },
} as const;

interface Phrases {
  [key: string]: string | Phrases;
}

/** `over` laid over `under`, key by key. */
export function mergePhrases(under: Phrases, over: Phrases): Phrases {
  const out: Phrases = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const old = out[key];
    out[key] = typeof value === 'object' && typeof old === 'object' ? mergePhrases(old, value) : value;
  }
  return out;
}

export type { Phrases };
