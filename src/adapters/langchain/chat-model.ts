/** Any LangChain chat model behind the port of the answerer. */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import type { ChatModel } from '../../ports/chat-model.ts'

const MESSAGES = { system: SystemMessage, user: HumanMessage, assistant: AIMessage }

/** `id` is for the log. Content in parts gives its text parts joined. */
export function fromLangChainChatModel(model: Pick<BaseChatModel, 'invoke'>, id: string): ChatModel {
  return {
    id,
    async complete(messages, signal) {
      const conversation = messages.map(({ role, content }) => new MESSAGES[role](content))
      return (await model.invoke(conversation, { signal })).text
    },
  }
}
